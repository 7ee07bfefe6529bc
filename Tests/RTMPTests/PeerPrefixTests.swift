import RTMP
import TestSupport
import Testing

@Suite("Prefixes before the handshake of a direction")
struct PeerPrefixTests {
    static let prefixes: [[UInt8]] = [
        [UInt8]("PROXY TCP4 192.0.2.1 198.51.100.7 56324 1935\r\n".utf8),
        [UInt8]("PROXY UNKNOWN\r\n".utf8),
        hex("0d0a0d0a000d0a515549540a 21 11 000c c0000201 c6336407 dc04 078f"),
        hex("0d0a0d0a000d0a515549540a 20 00 0000"),
        hex("f3 0004 0a010203"),
        hex("f3 0000"),
    ]

    @Test("a proxy's prefix is told, and what follows is read, however they are cut", arguments: prefixes)
    func prefix(prefix: [UInt8]) throws {
        let bytes = prefix + PeerDecoderTests.direction
        let whole = PeerTold.of(bytes)
        let event = try #require(whole.prefixes.first)
        #expect(whole.prefixes.count == 1)
        guard case .prefix(let told, let offset, _) = event else { return }
        #expect(told.length == prefix.count)
        #expect(offset == 0)
        #expect(whole.start == prefix.count)
        #expect(whole.block == SimpleHandshake.block)
        #expect(whole.messages.map(\.offset) == [prefix.count + 3073, prefix.count + 3089])
        for cut in Cuts.inTwo(bytes.count) where cut[0].count < prefix.count + 5 {
            #expect(PeerTold.of(bytes, cut).isSame(as: whole), "cut at \(cut[0].upperBound)")
        }
        #expect(PeerTold.of(bytes, Cuts.everyByte(bytes.count)).isSame(as: whole))
        for size in 2...20 { #expect(PeerTold.of(bytes, Cuts.pieces(of: size, bytes.count)).isSame(as: whole)) }
    }

    @Test(
        "what only begins like a prefix is a handshake, and loses no byte however it is cut",
        arguments: [
            [UInt8]("PROXY TCP9 192.0.2.1\r\n".utf8), [UInt8]("POST".utf8), hex("0d0a0d0a000d0a515549540b"),
            hex("f30401"),
            hex("0d"),
        ])
    func noPrefix(start: [UInt8]) {
        let bytes = start + PeerDecoderTests.direction[start.count...]
        let whole = PeerTold.of(bytes)
        #expect(whole.prefixes.isEmpty)
        #expect(whole.version?.rawValue == start[0])
        #expect(whole.block == Array(bytes[1..<1537]))
        #expect(whole.start == 0)
        #expect(whole.messages.count == 2)
        for cut in Cuts.inTwo(bytes.count) where cut[0].count < 40 {
            #expect(PeerTold.of(bytes, cut).isSame(as: whole), "cut at \(cut[0].upperBound)")
        }
        #expect(PeerTold.of(bytes, Cuts.everyByte(bytes.count)).isSame(as: whole))
    }
}
