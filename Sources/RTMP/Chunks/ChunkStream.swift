/// What is remembered of one chunk stream between messages: the header that the next chunk may inherit from. The
/// message that is open on it is a `MessageInProgress`.
///
/// 24 bytes: a flow has half a dozen, and thousands of flows are open at once.
struct ChunkStream {
    /// What is so or not of a chunk stream.
    private enum Flag {
        static let extendedTimestamp: UInt32 = 1 << 24
        static let fresh: UInt32 = 1 << 25
        static let stale: UInt32 = 1 << 26
        static let timestampInferred: UInt32 = 1 << 27
        static let messageStreamIDUnknown: UInt32 = 1 << 28
        static let behindFormat0: UInt32 = 1 << 29
        static let open: UInt32 = 1 << 30
    }

    /// The id, of which none has more than 17 bits, and above 24 bits the flags.
    private var idAndFlags: UInt32

    // The last message header, RTMP 1.0 § 5.3.1.2.
    var timestamp: UInt32 = 0
    var delta: UInt32 = 0
    /// The type stands above the 24 bits that a length has on the wire.
    private var lengthAndType: UInt32 = 0
    var messageStreamID: UInt32 = 0

    /// Where the open message is parked, 0 where it is not.
    var place: UInt32 = 0

    init(id: Int) { idAndFlags = UInt32(truncatingIfNeeded: id) | Flag.fresh | Flag.behindFormat0 }

    var id: Int { Int(idAndFlags & 0xff_ffff) }

    /// Payload bytes of the message, by its header.
    var length: Int { Int(lengthAndType & 0xff_ffff) }
    var type: MessageTypeID { MessageTypeID(rawValue: UInt8(truncatingIfNeeded: lengthAndType &>> 24)) }

    mutating func set(length: Int, _ type: MessageTypeID) {
        lengthAndType = UInt32(truncatingIfNeeded: length) & 0xff_ffff | UInt32(type.rawValue) &<< 24
    }

    /// What stood in the extended timestamp that the last fmt 0, 1 or 2 indicated, § 5.3.1.3: 0 where it did not. Such a
    /// header's timestamp is the delta as well.
    var extendedTimestamp: UInt32 { hasExtendedTimestamp ? delta : 0 }

    // MARK: Flags

    private subscript(flag: UInt32) -> Bool {
        get { idAndFlags & flag != 0 }
        set { idAndFlags = newValue ? idAndFlags | flag : idAndFlags & ~flag }
    }

    /// The last fmt 0, 1 or 2 indicated an extended timestamp.
    var hasExtendedTimestamp: Bool {
        get { self[Flag.extendedTimestamp] }
        set { self[Flag.extendedTimestamp] = newValue }
    }
    /// No header has come yet.
    var isFresh: Bool {
        get { self[Flag.fresh] }
        set { self[Flag.fresh] = newValue }
    }
    /// The chunk boundary was lost since the last header: newer ones may have been missed.
    var isStale: Bool {
        get { self[Flag.stale] }
        set { self[Flag.stale] = newValue }
    }
    /// As `isStale`, until the next fmt 0.
    var isTimestampInferred: Bool {
        get { self[Flag.timestampInferred] }
        set { self[Flag.timestampInferred] = newValue }
    }
    /// No fmt 0 can have been seen, because the capture begins later.
    var isMessageStreamIDUnknown: Bool {
        get { self[Flag.messageStreamIDUnknown] }
        set { self[Flag.messageStreamIDUnknown] = newValue }
    }
    /// The last header other than fmt 3 was fmt 0.
    var isBehindFormat0: Bool {
        get { self[Flag.behindFormat0] }
        set { self[Flag.behindFormat0] = newValue }
    }
    /// A message has begun and is not complete.
    var isOpen: Bool {
        get { self[Flag.open] }
        set { self[Flag.open] = newValue }
    }
}
