import Bytes
import Media
import Testing

@Suite("Bits of headers")
struct VideoBitReaderTests {
    @Test("bits come most significant first, over byte boundaries")
    func bits() throws {
        var reader = BitReader([0b1010_0000, 0b0000_0001, 0xff, 0x00])
        #expect(try reader.bits(3) == 0b101)
        #expect(try reader.bits(13) == 1)
        #expect(try reader.flag())
        #expect(try reader.bits(0) == 0)
        #expect(try reader.bits(15) == 0x7f00)
        #expect(reader.remaining == 0)
    }

    @Test("62 bits are one number")
    func manyBits() throws {
        var reader = BitReader([UInt8](repeating: 0xff, count: 8))
        #expect(try reader.bits(62) == 0x3fff_ffff_ffff_ffff)
        #expect(try reader.bits(2) == 3)
    }

    // § 9.1, table 9-2: 1 is 0, 010 is 1, 011 is 2, 00100 is 3 …
    @Test("Exp-Golomb codes of every size are read", arguments: [0, 1, 2, 3, 6, 7, 254, 255, 65_534, 4_294_967_294])
    func unsigned(_ value: Int) throws {
        var writer = VideoBits()
        writer.bits(0, 3)
        writer.ue(value)
        var reader = BitReader(writer.bytes)
        try reader.skip(3)
        #expect(try reader.ue() == value)
    }

    @Test("signed Exp-Golomb codes alternate", arguments: [0, 1, -1, 2, -2, 127, -128, 2_147_483_647])
    func signed(_ value: Int) throws {
        var writer = VideoBits()
        writer.se(value)
        var reader = BitReader(writer.bytes)
        #expect(try reader.se() == value)
    }

    @Test("32 zeros are no Exp-Golomb code")
    func endlessCode() {
        var reader = BitReader([0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff])
        #expect(throws: DecodeError(.invalid(what: "the length of an Exp-Golomb code", value: 32), at: 4)) {
            try reader.ue()
        }
    }

    @Test("a value over its bound is refused by name")
    func bound() {
        var writer = VideoBits()
        writer.ue(4)
        var reader = BitReader(writer.bytes, at: 100)
        #expect(throws: DecodeError(.invalid(what: "chroma", value: 4), at: 100)) { try reader.ue("chroma", upTo: 3) }
    }

    @Test("reading past the end says how many bytes are missing, and from where")
    func truncated() throws {
        var reader = BitReader([1, 2, 3], at: 10)
        try reader.skip(12)
        #expect(throws: DecodeError(.truncated(needed: 3, available: 2), at: 11)) { try reader.bits(16) }
        #expect(throws: DecodeError.self) { try reader.skip(.max) }
        #expect(throws: DecodeError.self) { try reader.skip(-1) }
        #expect(try reader.bits(12) == 0x203)
        #expect(throws: DecodeError(.truncated(needed: 1, available: 0), at: 13)) { try reader.flag() }
    }

    @Test("aligning goes to the next whole byte")
    func align() throws {
        var reader = BitReader([0xff, 0x55])
        reader.align()
        #expect(reader.bitPosition == 0)
        try reader.skip(1)
        reader.align()
        #expect(try reader.bits(8) == 0x55)
    }

    @Test("03 behind two zeros is taken out, anything else stays")
    func emulationPrevention() {
        let escaped = VideoVectors.hex("67 00 00 03 01 00 00 03 00 00 03 03 00 03 00 00 04 00 00 03")
        let bytes = VideoVectors.hex("67 00 00 01 00 00 00 00 03 00 03 00 00 04 00 00")
        #expect(RBSP.unescaped(escaped) == bytes)
    }

    @Test("positions count the bytes that were taken out")
    func positions() {
        //                               0  1  2  (3) 3  4  5  (6) 6
        let source = RBSP(unescaping: VideoVectors.hex("67 00 00 03 01 00 00 03 02"), at: 20)
        #expect((0..<source.bytes.count).map(source.position) == [20, 21, 22, 24, 25, 26, 28])
    }
}
