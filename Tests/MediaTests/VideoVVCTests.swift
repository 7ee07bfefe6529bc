import Bytes
import Fields
import Media
import Testing

@Suite("H.266 configurations")
struct VideoVVCTests {
    static let records = VideoVectors.records("vvcC")

    static func read(_ bytes: [UInt8]) -> VVCConfiguration { VideoVectors.read(bytes, VVCConfiguration.init(from:)) }

    @Test("a record from the wire is read to its last byte", arguments: records)
    func record(_ record: VideoVectors.Record) {
        let configuration = Self.read(record.bytes)
        #expect(configuration.problem == nil)
        #expect(configuration.trailingBytes == 0)
        #expect(configuration.lengthSize == 4)
        #expect(configuration.width == record.numbers["width"].map { Int($0) })
        #expect(configuration.height == record.numbers["height"].map { Int($0) })
        #expect(configuration.maximumHeight == 96)
        #expect(configuration.subLayers == 6)
        #expect(configuration.outputLayerSet == 0)
        #expect(configuration.sequenceParameterSet?.profile == configuration.recordProfile)
        #expect(configuration.parameterSets.map { $0.kind?.name } == ["SPS", "PPS"])
        #expect(configuration.parameterSets.map(\.size) == [82, 11])
        #expect(configuration.summary == "Main 10@1.0 160×90 10-bit")
        #expect(VideoVectors.value("chroma_format", of: configuration.fields) == .text("4:2:0"))
    }

    @Test("version and flags of the box are stepped over")
    func boxHeader() throws {
        let bytes = try #require(Self.records.first).bytes
        #expect(Self.read([0, 0, 0, 0] + bytes) == Self.read(bytes))
    }

    @Test("a record without a profile tells the sets only")
    func withoutProfile() {
        // Lengths of two bytes; decoding capability information (13) without a count, and a PPS (16).
        let configuration = Self.read(VideoVectors.hex("fa 02 8d 0003 006900 90 0001 0002 0081"))
        #expect(configuration.problem == nil)
        #expect(configuration.lengthSize == 2)
        #expect(configuration.parameterSets.map { $0.kind?.name } == ["DCI", "PPS"])
        #expect(configuration.summary == "nothing known")
        #expect(configuration.width == nil)
    }

    @Test("levels of sub-layers and sub-profiles are stepped over")
    func profileParts() {
        // ols 1, three sub-layers, 4:2:2, ten bits; two bytes of constraints, two levels, one sub-profile; 25 fps.
        let bytes = VideoVectors.hex("ff 00b2 5f 02 03 53 8000 c0 30 33 01 b5000001 0780 0438 1900 00")
        let configuration = Self.read(bytes)
        #expect(configuration.problem == nil)
        #expect(configuration.trailingBytes == 0)
        #expect(configuration.outputLayerSet == 1)
        #expect(configuration.summary == "Main 10@5.1 high tier 1920×1080 25 fps 4:2:2 10-bit")
    }

    @Test("a byte that begins no record stops it")
    func reservedBits() {
        #expect(Self.read([0x17, 0, 0]).problem?.reason == .invalid(what: "the reserved bits", value: 2))
    }

    // H.266 § 7.3.2.4, with constraint flags, a sub-layer level and six subpictures of 640 × 540.
    @Test("a set with constraints and subpictures is read to its depth", arguments: [true, false])
    func subpictures(_ isSameSize: Bool) {
        var bits = VideoBits()
        bits.bits(0x0079, 16)
        bits.bits(0, 8)
        bits.bits(1, 3)
        bits.bits(1, 2)
        bits.bits(2, 2)  // blocks of 128: 15 columns, 9 rows, four bits each
        bits.flag(true)
        bits.bits(1, 7)
        bits.flag(false)
        bits.bits(83, 8)
        bits.bits(2, 2)
        bits.flag(true)
        for _ in 0..<71 { bits.flag(true) }
        bits.bits(3, 8)
        bits.bits(0, 3)
        bits.align()
        bits.flag(true)
        bits.align()
        bits.bits(64, 8)
        bits.bits(1, 8)
        bits.bits(0x1234_5678, 32)
        bits.flag(false)
        bits.flag(true)
        bits.flag(false)
        bits.ue(1920)
        bits.ue(1088)
        bits.flag(true)
        for side in [0, 0, 0, 4] { bits.ue(side) }
        bits.flag(true)
        bits.ue(5)
        bits.flag(false)
        bits.flag(isSameSize)
        for index in 0..<6 {
            if !isSameSize || index == 0 {
                if index > 0 { bits.bits(index, 8) }
                if index < 5 { bits.bits(0x44, 8) }
            }
            bits.bits(3, 2)
        }
        bits.ue(3)
        bits.flag(true)
        bits.flag(true)
        for index in 0..<6 { bits.bits(index, 4) }
        bits.ue(2)
        let set = VVCSequenceParameterSet(nalUnit: bits.unit)
        #expect(set.problem == nil)
        #expect(set.width == 1920)
        #expect(set.height == 1080)
        #expect(set.bitDepth == 10)
        #expect(set.profile?.levelName == "5.1")
    }

    @Test("profiles and levels have the standard's names")
    func names() throws {
        func name(_ profile: UInt8, _ level: UInt8) -> String? {
            let configuration = Self.read([0xff, 0, 0x11, 0x5f, 1, profile << 1, level, 0x80, 0, 0, 1, 0, 1, 0, 0, 0])
            return [configuration.profileName, configuration.levelName].compactMap(\.self).joined(separator: "@")
        }
        #expect(name(1, 16) == "Main 10@1.0")
        #expect(name(33, 102) == "Main 10 4:4:4@6.2")
        #expect(name(65, 255) == "Main 10 Still Picture@15.5")
        #expect(name(5, 17) == "")
    }
}
