import Bytes
import Fields
import Media
import Testing

@Suite("AV1 configurations")
struct VideoAV1Tests {
    static let records = VideoVectors.records("av1C")

    static func read(_ bytes: [UInt8]) -> AV1Configuration { VideoVectors.read(bytes, AV1Configuration.init(from:)) }

    @Test("records say what ffprobe says of their streams", arguments: records)
    func probe(_ record: VideoVectors.Record) {
        let configuration = Self.read(record.bytes)
        #expect(configuration.problem == nil)
        #expect(configuration.version == 1)
        #expect(configuration.profileName == record.texts["profile"])
        #expect(configuration.level == record.numbers["level"].map { Int($0) })
        #expect(configuration.width == record.numbers["width"].map { Int($0) })
        #expect(configuration.height == record.numbers["height"].map { Int($0) })
        #expect(configuration.chromaFormat?.name == record.chromaFormat)
        #expect(configuration.bitDepth == record.bitDepth)
        if let grain = record.numbers["film_grain"] { #expect(configuration.hasFilmGrain == (grain == 1)) }
        if let range = record.texts["color_range"] { #expect(configuration.colour?.fullRange == (range == "pc")) }
        #expect(configuration.units.map(\.type) == [1])
        if record.name.contains("PQ") {
            #expect(configuration.summary == "Main@3.1 1280×720 10-bit PQ bt2020")
        }
    }

    @Test("the record's own bytes and the sequence header agree", arguments: records)
    func agreement(_ record: VideoVectors.Record) {
        let whole = Self.read(record.bytes)
        let alone = Self.read(Array(record.bytes.prefix(4)))
        #expect(alone.problem == nil)
        #expect(alone.profile == whole.profile)
        #expect(alone.level == whole.level)
        #expect(alone.isHighTier == whole.isHighTier)
        #expect(alone.bitDepth == whole.bitDepth)
        #expect(alone.chromaFormat == whole.chromaFormat)
        #expect(alone.width == nil)
    }

    // AV1 § 5.5 with every part there is.
    private static func header(isReduced: Bool = false, colour: (inout VideoBits) -> Void) -> [UInt8] {
        var bits = VideoBits()
        bits.bits(2, 3)
        bits.flag(isReduced)
        bits.flag(isReduced)
        if isReduced {
            bits.bits(13, 5)
        } else {
            bits.flag(true)  // timing: 60000 / 1001 a second, two ticks a picture
            bits.bits(1001, 32)
            bits.bits(60000, 32)
            bits.flag(true)
            bits.ue(1)
            bits.flag(true)  // decoder model, delays of 20 bits
            bits.bits(19, 5)
            bits.bits(1, 32)
            bits.bits(9, 5)
            bits.bits(9, 5)
            bits.flag(true)  // display delays
            bits.bits(1, 5)  // two operating points
            for level in [13, 4] {
                bits.bits(0x101, 12)
                bits.bits(level, 5)
                if level > 7 { bits.flag(true) }
                bits.flag(true)
                bits.bits(0xfffff, 20)
                bits.bits(0xfffff, 20)
                bits.flag(false)
                bits.flag(true)
                bits.bits(3, 4)
            }
        }
        bits.bits(11, 4)
        bits.bits(10, 4)
        bits.bits(3839, 12)
        bits.bits(1599, 11)
        if !isReduced {
            bits.flag(true)  // frame numbers
            bits.bits(0x7f, 7)
        }
        bits.bits(7, 3)
        if !isReduced {
            bits.bits(0xf, 4)
            bits.flag(true)  // order hints
            bits.bits(3, 2)
            bits.flag(false)  // screen content tools always on, integer vectors chosen per picture
            bits.flag(true)
            bits.flag(true)
            bits.bits(6, 3)
        }
        bits.bits(7, 3)
        colour(&bits)
        bits.flag(true)  // film grain
        bits.flag(true)  // trailing bits
        return bits.bytes
    }

    @Test("every optional part is stepped through")
    func everything() {
        let header = AV1SequenceHeader(
            payload: Self.header { bits in
                bits.flag(true)
                bits.flag(true)  // twelve bits
                bits.flag(false)
                bits.flag(true)
                bits.bits(9, 8)
                bits.bits(18, 8)
                bits.bits(9, 8)
                bits.flag(true)  // all of the range
                bits.flag(true)  // 4:2:0
                bits.flag(true)
                bits.bits(2, 2)
                bits.flag(false)
            })
        #expect(header.problem == nil)
        #expect(header.frameRate == 60000.0 / 1001 / 2)
        #expect(header.width == 3840)
        #expect(header.height == 1600)
        #expect(header.level == 13)
        #expect(header.isHighTier == true)
        #expect(header.operatingPoints == 2)
        #expect(header.bitDepth == 12)
        #expect(header.chromaFormat == .yuv420)
        #expect(header.colour == ColourDescription(primaries: 9, transfer: 18, matrix: 9, fullRange: true))
        #expect(header.hasFilmGrain == true)
    }

    @Test("a reduced header of a still picture is read")
    func reduced() {
        let header = AV1SequenceHeader(
            payload: Self.header(isReduced: true) { bits in
                bits.flag(false)
                bits.flag(false)
                bits.flag(true)  // sRGB, which has nothing further
                bits.bits(1, 8)
                bits.bits(13, 8)
                bits.bits(0, 8)
                bits.flag(false)
            })
        #expect(header.problem == nil)
        #expect(header.isStillPicture == true)
        #expect(header.width == 3840)
        #expect(header.bitDepth == 8)
        #expect(header.chromaFormat == .yuv444)
        #expect(header.colour?.fullRange == true)
        #expect(header.hasFilmGrain == true)
    }

    @Test(
        "levels are two digits, 31 is no limit, the reserved ones have no name",
        arguments: [
            (0, "2.0"), (1, "2.1"), (8, "4.0"), (13, "5.1"), (23, "7.3"), (24, nil), (31, "maximum"),
        ])
    func levels(_ index: UInt8, _ name: String?) {
        #expect(Self.read([0x81, index, 0x0c, 0]).levelName == name)
    }

    @Test("units of every form are listed")
    func units() {
        // A padding unit with extension, a metadata unit with a size of two bytes, and a last one without size.
        let configuration = Self.read(VideoVectors.hex("81 00 0c 15  7e 00 01 aa  2a 82 00 0102  28 aabbcc"))
        #expect(configuration.problem == nil)
        #expect(configuration.units.map(\.name) == ["padding", "metadata", "metadata"])
        #expect(configuration.units.map(\.size) == [1, 2, 3])
        #expect(configuration.initialPresentationDelay == 6)
        #expect(configuration.width == nil)
    }

    @Test("sizes that never end, and units without end, are refused")
    func hostileUnits() {
        let endless = Self.read(VideoVectors.hex("81 00 0c 00 0a ffffffff ffffffff ff"))
        #expect(endless.problem?.position == 5)
        let huge = Self.read(VideoVectors.hex("81 00 0c 00 0a ffffffff ffffff7f"))
        #expect(huge.problem?.reason == .truncated(needed: 0xff_ffff_ffff_ffff, available: 0))
        let many = Self.read(
            VideoVectors.hex("81 00 0c 00") + [UInt8](repeating: 0, count: 5).flatMap { _ in [0x7a, 0] }
                + [UInt8](repeating: 0x12, count: 100).flatMap { [$0, 0] })
        #expect(many.problem?.reason == .limit(what: "the number of OBUs", bound: 64))
        #expect(
            Self.read(VideoVectors.hex("81 00 0c 00 8a")).problem?.reason
                == .invalid(what: "obu_forbidden_bit", value: 1))
    }

    @Test("another version is said, and read nevertheless")
    func version() {
        var bytes = Self.records[0].bytes
        bytes[0] = 0x82
        let configuration = Self.read(bytes)
        #expect(configuration.problem?.reason == .invalid(what: "marker and version", value: 0x82))
        #expect(configuration.width == 640)
    }
}
