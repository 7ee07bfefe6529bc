extension ChunkStream {
    /// Begins a message: fills in what the header leaves out, RTMP 1.0 § 5.3.1.2.
    /// - Returns: The header's facts, and what was unusual in what it leaves out.
    mutating func inherit(_ header: ChunkHeader) -> ChunkFacts {
        var facts = header.facts
        let field = header.extendedTimestamp ?? header.timestampField
        switch header.format {
        case 0:
            timestamp = field
            // § 5.3.1.2.4: a fmt 3 that opens the next message takes this timestamp for its delta.
            delta = field
            set(length: header.length, header.type)
            messageStreamID = header.messageStreamID
            isTimestampInferred = false
            isMessageStreamIDUnknown = false
        case 1:
            if isFresh, !isTimestampInferred { facts.insert(.format1OnFreshStream) }
            delta = field
            timestamp &+= field
            set(length: header.length, header.type)
        case 2:
            delta = field
            timestamp &+= field
        default:
            if isBehindFormat0, delta != 0 { facts.insert(.deltaIsTimestamp) }
            timestamp &+= delta
        }
        if header.format < 3 {
            hasExtendedTimestamp = header.extendedTimestamp != nil
            isBehindFormat0 = header.format == 0
            isFresh = false
        }
        if header.format < 2 { isStale = false }
        if isTimestampInferred { facts.insert(.inferred) }
        if isMessageStreamIDUnknown { facts.insert(.messageStreamIDUnknown) }
        return facts
    }

    /// Whether a header other than fmt 3 inside a message says no more than that the message goes on.
    func continues(_ header: ChunkHeader) -> Bool {
        switch header.format {
        case 1: header.length == length && header.type == type
        case 2: true
        default: false
        }
    }

    /// Whether any sender means this header. Types that no document defines are let through while the rest of
    /// the header is that of a message: peers invent them.
    var isPlausible: Bool {
        if type.name != nil { return true }
        return type.rawValue != 0 && length <= 1 << 22 && messageStreamID <= 0xff_ffff
    }
}
