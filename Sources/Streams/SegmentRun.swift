/// A run of stream bytes that one packet brought: where it belongs, and which part of the packet's span it is.
struct SegmentRun {
    /// Offset of the first byte in the sender's stream.
    private(set) var offset: Int
    /// Bytes on the wire.
    private(set) var length: Int
    /// The bytes captured, the first `range.count` of `length`; the rest fell to the snap length.
    private(set) var range: Range<Int>

    init(offset: Int, length: Int, range: Range<Int>) {
        self.offset = offset
        self.length = length
        self.range = range
    }

    var end: Int { offset + length }

    /// End of the bytes that were captured.
    var capturedEnd: Int { offset + range.count }

    /// Leaves only what lies at or behind `start`.
    mutating func dropFirst(before start: Int) {
        let count = start - offset
        guard count > 0 else { return }
        offset = start
        length = max(0, length - count)
        range = min(range.lowerBound + count, range.upperBound)..<range.upperBound
    }

    /// Leaves only what lies before `limit`.
    mutating func dropLast(from limit: Int) {
        guard limit < end else { return }
        length = max(0, limit - offset)
        range = range.lowerBound..<min(range.upperBound, range.lowerBound + length)
    }
}
