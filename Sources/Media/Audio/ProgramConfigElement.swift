import Bytes
import Fields

/// The speakers of an AAC stream whose channel configuration is 0, ISO 14496-3 § 4.5.1.2. Only their numbers are kept.
public struct ProgramConfigElement: Equatable, Sendable {
    /// Channels in front, pairs counted as two.
    public var front: Int
    /// Channels at the sides.
    public var side: Int
    /// Channels behind.
    public var back: Int
    /// Channels for low frequencies.
    public var lfe: Int

    /// All of them.
    public var channels: Int { front + side + back + lfe }

    ///     tag (4) profile (2) rate (4) front (4) side (4) back (4) lfe (2) assoc (3) cc (4) · mixdowns · elements
    init(from bits: inout BitReader) throws(DecodeError) {
        try bits.skip(4 + 2 + 4)
        let fronts = try bits.bits(4)
        let sides = try bits.bits(4)
        let backs = try bits.bits(4)
        lfe = try bits.bits(2)
        let associated = try bits.bits(3)
        let coupled = try bits.bits(4)
        if try bits.flag() { try bits.skip(4) }
        if try bits.flag() { try bits.skip(4) }
        if try bits.flag() { try bits.skip(3) }
        front = try Self.channels(of: fronts, from: &bits)
        side = try Self.channels(of: sides, from: &bits)
        back = try Self.channels(of: backs, from: &bits)
        try bits.skip(lfe * 4 + associated * 4 + coupled * 5)
        bits.align()
        let comment = try bits.bits(8)
        try bits.skip(comment * 8)
    }

    // An element is one channel or a pair.
    private static func channels(of elements: Int, from bits: inout BitReader) throws(DecodeError) -> Int {
        var channels = 0
        for _ in 0..<elements {
            channels += try bits.flag() ? 2 : 1
            try bits.skip(4)
        }
        return channels
    }

    var fields: [Field] {
        [
            Field("front", .integer(front)), Field("side", .integer(side)), Field("back", .integer(back)),
            Field("lfe", .integer(lfe)),
        ]
    }
}
