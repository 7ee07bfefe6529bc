/// Whether a sender repeats the extended timestamp in fmt 3 chunks.
///
/// RTMP 1.0 § 5.3.1.3 wants it there; the 2009 text, old librtmp and others leave it out. Nothing announces which,
/// so each such chunk is compared with what would stand there, and the sender's habit is remembered.
struct ExtendedTimestampHabit {
    /// Whether there were any is all that counts: bit 0 present ones, bit 1 omitted ones.
    private var seen: UInt8 = 0
    private var isAlwaysPresent: Bool { seen == 1 }

    enum Verdict: Equatable {
        case present
        /// There, but with another value than before.
        case differs
        case omitted
        /// More bytes are needed to tell.
        case undecided
    }

    /// - Parameters:
    ///   - position: The first byte behind the fmt 3 header, in `bytes`; what can be read ends at `end`.
    ///   - expected: The value that the last fmt 0, 1 or 2 of this chunk stream carried.
    ///   - absolute: The message's absolute timestamp, which some senders write even where a delta is meant.
    func verdict(
        _ bytes: RawSpan, at position: Int, end: Int, expected: UInt32, absolute: UInt32
    ) -> Verdict {
        let available = end - position
        if available >= 4 {
            let value = ChunkHeader.u32(bytes, position)
            if value == expected || value == absolute { return .present }
            // A sender that always repeats it may repeat a stale or a new one: near the expected value it is a
            // timestamp, else payload.
            let isNear = value.distance(from: expected) < 1 << 22 || value.distance(from: absolute) < 1 << 22
            return isAlwaysPresent && isNear ? .differs : .omitted
        }
        var couldMatch = (expected: true, absolute: true)
        for index in 0..<max(available, 0) {
            let byte = bytes.unsafeLoad(fromUncheckedByteOffset: position + index, as: UInt8.self)
            let shift = UInt32(24 - 8 * index)
            if byte != UInt8(truncatingIfNeeded: expected >> shift) { couldMatch.expected = false }
            if byte != UInt8(truncatingIfNeeded: absolute >> shift) { couldMatch.absolute = false }
        }
        let mustWait = couldMatch.expected || couldMatch.absolute || isAlwaysPresent
        return mustWait ? .undecided : .omitted
    }

    mutating func note(_ verdict: Verdict) {
        switch verdict {
        case .present, .differs: seen |= 1
        case .omitted: seen |= 2
        case .undecided: break
        }
    }
}

extension UInt32 {
    /// The shorter way between two timestamps on their 32-bit circle.
    fileprivate func distance(from other: UInt32) -> UInt32 { Swift.min(self &- other, other &- self) }
}
