import Media

/// What is remembered of one chunk stream: the header that the next chunk may inherit from, and the message in
/// progress.
struct ChunkStream {
    let id: Int

    // The last message header, RTMP 1.0 § 5.3.1.2.
    var timestamp: UInt32 = 0
    var delta: UInt32 = 0
    var length = 0
    var type = MessageTypeID(rawValue: 0)
    var messageStreamID: UInt32 = 0
    /// The last fmt 0, 1 or 2 indicated an extended timestamp, and this stood in it: § 5.3.1.3.
    var hasExtendedTimestamp = false
    var extendedTimestamp: UInt32 = 0
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
    var received = 0
    var format: UInt8 = 0
    var chunks = 0
    var facts: ChunkFacts = []
    var offset = 0
    var firstPacket = 0
    var missing = 0
    /// How many payload bytes are kept from the beginning, and those that have come.
    var wanted = 0
    var payload: [UInt8] = []
    /// None or one. A list, since most chunk streams never have one, which is large.
    var scanner: [NALScanner] = []

    init(id: Int) { self.id = id }

    var header: Message.Header {
        Message.Header(
            chunkStreamID: id, format: format, timestamp: timestamp, hasExtendedTimestamp: hasExtendedTimestamp,
            length: length, type: type, messageStreamID: messageStreamID)
    }
}
