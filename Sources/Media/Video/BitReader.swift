import Bytes

/// A cursor over bits, the most significant first, as the headers of video codecs are written.
///
/// Every read checks its bounds and throws with the position of the byte in the buffer from which the bits came. It
/// owns its bytes: parameter sets are small, and must be copied anyway to take emulation prevention out of them.
public struct BitReader: Sendable {
    private let source: RBSP
    private var cursor = 0

    /// Reads `source` from its first bit.
    public init(_ source: RBSP) { self.source = source }

    /// Reads plain bytes, without emulation prevention; `origin` is where they began in the buffer.
    public init(_ bytes: [UInt8], at origin: Int = 0) { self.init(RBSP(bytes, at: origin)) }

    /// Bits left.
    public var remaining: Int { source.bytes.count &* 8 &- cursor }

    /// Bits read.
    public var bitPosition: Int { cursor }

    /// The position of the current byte in the buffer from which the bits came.
    public var position: Int { source.position(of: cursor >> 3) }

    /// An error about a field that has just been read.
    public func invalid(_ what: StaticString, _ value: Int) -> DecodeError {
        DecodeError(.invalid(what: what, value: UInt64(truncatingIfNeeded: value)), at: position)
    }

    private func require(_ count: Int) throws(DecodeError) {
        guard count >= 0, count <= remaining else {
            let available = source.bytes.count &- (cursor >> 3)
            // In whole bytes from the current one, rounded up without the sum that could overflow.
            let (last, overflow) = count.addingReportingOverflow((cursor & 7) &+ 7)
            let needed = overflow ? Int.max : last >> 3
            throw DecodeError(.truncated(needed: needed, available: available), at: position)
        }
    }

    /// The next `count` bits as an unsigned number; `count` is ours, never the wire's, and at most 62.
    public mutating func bits(_ count: Int) throws(DecodeError) -> Int {
        precondition(count >= 0 && count <= 62)
        try require(count)
        var value = 0
        var left = count
        while left > 0 {
            let offset = cursor & 7
            let taken = min(8 &- offset, left)
            let byte = Int(source.bytes[cursor >> 3])
            value = value << taken | (byte >> (8 &- offset &- taken)) & (1 << taken &- 1)
            cursor &+= taken
            left &-= taken
        }
        return value
    }

    /// One bit.
    public mutating func flag() throws(DecodeError) -> Bool { try bits(1) == 1 }

    /// Moves over `count` bits.
    public mutating func skip(_ count: Int) throws(DecodeError) {
        try require(count)
        cursor &+= count
    }

    /// Moves to the next whole byte, unless already at one.
    public mutating func align() { cursor = (cursor &+ 7) & ~7 }

    /// ue(v), H.264 § 9.1: an unsigned number of at most 32 bits in Exp-Golomb code.
    public mutating func ue() throws(DecodeError) -> Int {
        var zeros = 0
        while try !flag() {
            zeros &+= 1
            // 32 zeros would stand for more than 2³² − 2, the largest there is.
            guard zeros < 32 else { throw invalid("the length of an Exp-Golomb code", zeros) }
        }
        return try 1 << zeros &- 1 &+ bits(zeros)
    }

    /// ue(v) of a field that its specification bounds.
    public mutating func ue(_ what: StaticString, upTo bound: Int) throws(DecodeError) -> Int {
        let value = try ue()
        guard value <= bound else { throw invalid(what, value) }
        return value
    }

    /// se(v), H.264 § 9.1.1: a signed number in Exp-Golomb code: 0, 1, −1, 2, −2 …
    public mutating func se() throws(DecodeError) -> Int {
        let code = try ue()
        return code & 1 == 1 ? code >> 1 &+ 1 : -(code >> 1)
    }
}
