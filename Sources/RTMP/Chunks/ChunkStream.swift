import Media

/// What is remembered of one chunk stream: the header that the next chunk may inherit from, and the message in
/// progress.
///
/// Kept small: a flow has half a dozen, and thousands of flows are open at once. Lengths have 24 bits on the wire, so
/// that half a word holds what is counted of a message.
struct ChunkStream {
    private let number: UInt32

    // The last message header, RTMP 1.0 § 5.3.1.2.
    var timestamp: UInt32 = 0
    var delta: UInt32 = 0
    private var lengthInHeader: UInt32 = 0
    var messageStreamID: UInt32 = 0
    /// The last fmt 0, 1 or 2 indicated an extended timestamp, and this stood in it: § 5.3.1.3.
    var extendedTimestamp: UInt32 = 0
    var hasExtendedTimestamp = false
    var type = MessageTypeID(rawValue: 0)
    /// No header has come yet.
    var isFresh = true
    /// fmt of the last header other than 3.
    var lastFormat: UInt8 = 0
    /// The chunk boundary was lost since the last header: newer ones may have been missed.
    var isStale = false
    /// As `isStale`, until the next fmt 0.
    var isTimestampInferred = false
    /// No fmt 0 can have been seen, because the capture begins later.
    var isMessageStreamIDUnknown = false

    // The message in progress.
    var isOpen = false
    private var receivedBytes: UInt32 = 0
    private var missingBytes: UInt32 = 0
    private var wantedBytes: UInt32 = 0
    private var chunkCount: UInt32 = 0
    var facts: ChunkFacts = []
    var format: UInt8 = 0
    var offset = 0
    var firstPacket = 0
    /// The payload bytes kept from the beginning, as far as they have come.
    var payload: [UInt8] = []
    /// None or one. A list, since most chunk streams never have one, which is large.
    var scanner: [NALScanner] = []

    init(id: Int) { number = UInt32(truncatingIfNeeded: id) }

    var id: Int { Int(number) }
    /// Payload bytes of the message, by its header.
    var length: Int {
        get { Int(lengthInHeader) }
        set { lengthInHeader = UInt32(truncatingIfNeeded: newValue) }
    }
    /// Payload bytes that have come, missing ones included.
    var received: Int {
        get { Int(receivedBytes) }
        set { receivedBytes = UInt32(truncatingIfNeeded: newValue) }
    }
    var missing: Int {
        get { Int(missingBytes) }
        set { missingBytes = UInt32(truncatingIfNeeded: newValue) }
    }
    /// How many payload bytes are to be kept.
    var wanted: Int {
        get { Int(wantedBytes) }
        set { wantedBytes = UInt32(truncatingIfNeeded: newValue) }
    }
    var chunks: Int {
        get { Int(chunkCount) }
        set { chunkCount = UInt32(truncatingIfNeeded: newValue) }
    }

    var header: Message.Header {
        Message.Header(
            chunkStreamID: id, format: format, timestamp: timestamp, hasExtendedTimestamp: hasExtendedTimestamp,
            length: length, type: type, messageStreamID: messageStreamID)
    }
}
