import Bytes
import Fields
import Media
import Testing

@Suite("H.264 configurations")
struct VideoAVCTests {
    static let records = VideoVectors.records("avcC")

    static func read(_ bytes: [UInt8]) -> AVCConfiguration { VideoVectors.read(bytes, AVCConfiguration.init(from:)) }

    @Test("records say what ffprobe says of their streams", arguments: records)
    func probe(_ record: VideoVectors.Record) {
        let configuration = Self.read(record.bytes)
        #expect(configuration.problem == nil)
        #expect(configuration.version == 1)
        #expect(configuration.lengthSize == 4)
        #expect(configuration.width == record.numbers["width"].map { Int($0) })
        #expect(configuration.height == record.numbers["height"].map { Int($0) })
        #expect(configuration.profileName == record.texts["profile"])
        #expect(configuration.profile?.levelIDC == record.numbers["level"].map { UInt8($0) })
        #expect(configuration.frameRate == record.frameRate)
        #expect(configuration.bitDepth == record.bitDepth)
        #expect(configuration.isInterlaced == (record.texts["field_order"] == "tt"))
        let usability = configuration.sequenceParameterSet?.usability
        #expect(usability?.sampleAspectRatio == record.texts["sample_aspect_ratio"])
        // Intra profiles need not say it.
        if let frames = record.numbers["has_b_frames"], !record.name.contains("Intra") {
            #expect(usability?.reorderFrames == Int(frames))
        }
        // FFmpeg shows monochrome H.264 as 4:2:0.
        let chroma = record.name == "AVC monochrome" ? "4:0:0" : record.chromaFormat
        #expect(configuration.chromaFormat?.name == chroma)
        #expect(configuration.parameterSets.map { $0.kind?.name } == ["SPS", "PPS"])
        #expect(configuration.trailingBytes == 0)
        if record.texts["color_primaries"] == "bt709" {
            #expect(configuration.colour == ColourDescription(primaries: 1, transfer: 1, matrix: 1, fullRange: true))
        }
    }

    @Test("records say what the specification's parse says", arguments: records.filter { !$0.parsed.isEmpty })
    func parsed(_ record: VideoVectors.Record) {
        let configuration = Self.read(record.bytes)
        let set = configuration.sequenceParameterSet
        #expect(configuration.recordProfile?.idc == record.parsed["profile"].map { UInt8($0) })
        #expect(configuration.recordProfile?.constraints == record.parsed["compat"].map { UInt8($0) })
        #expect(set?.referenceFrames == record.parsedSequence["ref_frames"].map { Int($0) })
        #expect(set?.usability.isFixedFrameRate == record.parsedSequence["fixed"].map { $0 == 1 })
        #expect(set?.profile == configuration.recordProfile)
    }

    @Test("summaries are one phrase")
    func summary() {
        let summaries = Self.records.map { Self.read($0.bytes).summary }
        #expect(summaries.contains("Constrained Baseline@1.3 320×240 25 fps"))
        #expect(summaries.contains("Constrained Baseline@1b 176×144 15 fps"))
        #expect(summaries.contains("Main@3.0 720×576 25 fps interlaced"))
        #expect(summaries.contains("High 4:2:2@3.1 1280×720 25 fps 10-bit"))
        #expect(summaries.contains("High 4:4:4 Predictive@1.3 322×182 23.976 fps"))
    }

    @Test("the buffer's rate and size are those of the constant rate asked for")
    func buffer() throws {
        let record = try #require(Self.records.first { $0.name.contains("HRD") })
        let usability = Self.read(record.bytes).sequenceParameterSet?.usability
        #expect(usability?.bitRate == 7812 << 6)
        #expect(usability?.bufferSize == 1_000_000)
    }

    @Test("fields have the contract's names")
    func fields() throws {
        let fields = Self.read(Self.records[0].bytes).fields
        #expect(VideoVectors.value("profile", of: fields) == .text("Constrained Baseline"))
        #expect(VideoVectors.value("level", of: fields) == .text("1.3"))
        #expect(VideoVectors.value("width", of: fields) == .integer(320))
        #expect(VideoVectors.value("frame_rate", of: fields) == .number(25))
        #expect(VideoVectors.value("length_size", of: fields) == .integer(4))
        #expect(
            VideoVectors.value("parameter_sets", of: fields)
                == .list([
                    .record([Field("type", .integer(7)), Field("name", .text("SPS")), Field("size", .integer(24))]),
                    .record([Field("type", .integer(8)), Field("name", .text("PPS")), Field("size", .integer(5))]),
                ]))
        #expect(VideoVectors.value("color", of: fields) == nil)
    }

    // MARK: By hand

    struct Sketch {
        var profile = 100
        var chroma = 1
        var scaling: [[Int]?]?
        var order: (inout VideoBits) -> Void = { bits in
            bits.ue(0)
            bits.ue(4)
        }
        var columns = 80
        var rows = 45
        var isInterlaced = false
        var crop: (Int, Int, Int, Int)?
        var usability: ((inout VideoBits) -> Void)?

        // H.264 § 7.3.2.1.1.
        var unit: [UInt8] {
            var bits = VideoBits()
            bits.bits(0x67, 8)
            bits.bits(profile, 8)
            bits.bits(0, 8)
            bits.bits(31, 8)
            bits.ue(0)
            if profile >= 100 {
                bits.ue(chroma)
                if chroma == 3 { bits.flag(false) }
                bits.ue(0)
                bits.ue(2)
                bits.flag(false)
                bits.flag(scaling != nil)
                for list in scaling ?? [] {
                    bits.flag(list != nil)
                    for delta in list ?? [] { bits.se(delta) }
                }
            }
            bits.ue(0)
            order(&bits)
            bits.ue(4)
            bits.flag(false)
            bits.ue(columns - 1)
            bits.ue(rows - 1)
            bits.flag(!isInterlaced)
            if isInterlaced { bits.flag(true) }
            bits.flag(true)
            bits.flag(crop != nil)
            if let crop {
                for side in [crop.0, crop.1, crop.2, crop.3] { bits.ue(side) }
            }
            bits.flag(usability != nil)
            usability?(&bits)
            return bits.unit
        }
    }

    @Test("scaling lists are stepped over, also those that end early")
    func scalingLists() {
        var sketch = Sketch()
        // All of 16 scales, none, one that falls back at once (8 − 8 = 0), one that ends after three, and long ones.
        sketch.scaling = [
            [Int](repeating: 1, count: 16), nil, [-8], [2, -3, -7], nil, nil, [Int](repeating: 0, count: 64),
            [127, -128, 249 - 256],
        ]
        let set = AVCSequenceParameterSet(nalUnit: sketch.unit)
        #expect(set.problem == nil)
        #expect(set.width == 1280)
        #expect(set.height == 720)
        #expect(set.chromaBitDepth == 10)
        #expect(set.bitDepth == 8)
    }

    @Test("4:4:4 has twelve scaling lists")
    func twelveScalingLists() {
        var sketch = Sketch()
        sketch.profile = 244
        sketch.chroma = 3
        sketch.scaling = [[Int]?](repeating: [-8], count: 12)
        let set = AVCSequenceParameterSet(nalUnit: sketch.unit)
        #expect(set.problem == nil)
        #expect(set.width == 1280)
        #expect(set.chromaFormat == .yuv444)
    }

    @Test(
        "cropping counts in samples of colour and, interlaced, in pairs of lines",
        arguments: [
            (1, false, 1274, 710), (2, false, 1274, 715), (3, false, 1277, 715), (0, false, 1277, 715),
            (1, true, 1274, 1420), (3, true, 1277, 1430),
        ])
    func cropping(_ chroma: Int, _ isInterlaced: Bool, _ width: Int, _ height: Int) {
        var sketch = Sketch()
        sketch.chroma = chroma
        sketch.isInterlaced = isInterlaced
        sketch.crop = (1, 2, 0, 5)
        let set = AVCSequenceParameterSet(nalUnit: sketch.unit)
        #expect(set.problem == nil)
        #expect(set.width == width)
        #expect(set.height == height)
        #expect(set.isInterlaced == isInterlaced)
    }

    @Test("picture order type 1 lists up to 255 offsets", arguments: [0, 1, 255])
    func pictureOrder(_ count: Int) {
        var sketch = Sketch()
        sketch.order = { bits in
            bits.ue(1)
            bits.flag(true)
            bits.se(-7)
            bits.se(3)
            bits.ue(count)
            for index in 0..<count { bits.se(index - 100) }
        }
        let set = AVCSequenceParameterSet(nalUnit: sketch.unit)
        #expect(set.problem == nil)
        #expect(set.width == 1280)
    }

    @Test("all of the usability information is stepped through")
    func usability() {
        var sketch = Sketch()
        sketch.usability = { bits in
            bits.flag(true)
            bits.bits(255, 8)  // Extended_SAR
            bits.bits(40, 16)
            bits.bits(33, 16)
            bits.flag(true)  // overscan
            bits.flag(true)
            bits.flag(true)  // video signal: component, limited range, colours
            bits.bits(5, 3)
            bits.flag(false)
            bits.flag(true)
            bits.bits(9, 8)
            bits.bits(18, 8)
            bits.bits(9, 8)
            bits.flag(true)  // chroma location
            bits.ue(1)
            bits.ue(1)
            bits.flag(true)  // 60000 / (2 · 1001)
            bits.bits(1001, 32)
            bits.bits(60000, 32)
            bits.flag(true)
            bits.flag(false)  // no NAL buffer
            bits.flag(true)  // VCL buffers: two
            bits.ue(1)
            bits.bits(2, 4)
            bits.bits(3, 4)
            for _ in 0..<2 {
                bits.ue(999)
                bits.ue(499)
                bits.flag(false)
            }
            bits.bits(0, 20)
            bits.flag(false)  // low delay
            bits.flag(true)  // picture structure
            bits.flag(true)  // restrictions
            bits.flag(true)
            for _ in 0..<4 { bits.ue(16) }
            bits.ue(3)
            bits.ue(4)
        }
        let set = AVCSequenceParameterSet(nalUnit: sketch.unit)
        #expect(set.problem == nil)
        #expect(set.usability.sampleAspectRatio == "40:33")
        #expect(set.usability.colour == ColourDescription(primaries: 9, transfer: 18, matrix: 9, fullRange: false))
        #expect(set.usability.colour?.highDynamicRange == "HLG bt2020")
        #expect(set.usability.frameRate == 60000.0 / 2002)
        #expect(set.usability.isFixedFrameRate == true)
        #expect(set.usability.bitRate == 1000 << 8)
        #expect(set.usability.bufferSize == 500 << 7)
        #expect(set.usability.reorderFrames == 3)
    }

    @Test("usability information that ends early leaves what was read")
    func cutUsability() {
        var sketch = Sketch()
        sketch.usability = { bits in
            bits.flag(true)
            bits.bits(14, 8)  // 4:3
            bits.bits(0, 3)
            bits.flag(true)
            bits.bits(0, 7)
        }
        let set = AVCSequenceParameterSet(nalUnit: sketch.unit)
        #expect(set.width == 1280)
        #expect(set.usability.sampleAspectRatio == "4:3")
        #expect(set.usability.frameRate == nil)
        #expect(set.problem != nil)
    }

    @Test("sizes that no picture has are refused, not multiplied")
    func hostileSizes() {
        var wide = Sketch()
        wide.columns = 4_294_967_295
        #expect(
            AVCSequenceParameterSet(nalUnit: wide.unit).problem?.reason
                == .invalid(what: "pic_width_in_mbs_minus1", value: 4_294_967_294))
        var cropped = Sketch()
        cropped.crop = (640, 0, 0, 0)
        let set = AVCSequenceParameterSet(nalUnit: cropped.unit)
        #expect(set.problem?.reason == .invalid(what: "the width of the cropping", value: 640))
        #expect(set.width == nil)
    }

    // MARK: Records

    @Test("an SPS that is broken leaves the record's own facts")
    func brokenSequenceParameterSet() {
        // 67 64 00 1f: High@3.1, then nothing; then a PPS of two bytes.
        let configuration = Self.read(VideoVectors.hex("01 64001f ff e1 0004 6764001f 01 0002 68ee"))
        #expect(configuration.summary == "High@3.1")
        #expect(configuration.width == nil)
        #expect(configuration.parameterSets.count == 2)
        #expect(configuration.problem?.position == 12)
    }

    @Test("the parameter set counts where the record says something else")
    func disagreement() throws {
        var bytes = Self.records[0].bytes
        bytes[1] = 77
        bytes[3] = 51
        let configuration = Self.read(bytes)
        #expect(configuration.profileName == "Constrained Baseline")
        #expect(configuration.levelName == "1.3")
        #expect(configuration.recordProfile?.name == "Main")
        #expect(VideoVectors.value("record_profile", of: configuration.fields) != nil)
    }

    @Test("a start code instead of a record is named", arguments: ["00000001 6764001f", "000001 6764001f"])
    func startCode(_ text: String) {
        let configuration = Self.read(VideoVectors.hex(text))
        #expect(configuration.problem?.description.contains("Annex B") == true)
        #expect(configuration.summary == "unreadable")
    }

    @Test("the tail is optional; what is behind it is counted")
    func tail() throws {
        let record = try #require(Self.records.first { $0.name == "codec-config-vectors" && $0.bytes[1] == 122 })
        let short = Self.read(Array(record.bytes.dropLast(4)))
        #expect(short.problem == nil)
        #expect(short.chromaFormat == .yuv422)
        #expect(Self.read(record.bytes + [0, 0]).trailingBytes == 2)
        // Without an SPS the tail is what is known.
        let bare = Self.read(VideoVectors.hex("01 7a001f ff e0 00 fe fa fa 00"))
        #expect(bare.problem == nil)
        #expect(bare.chromaFormat == .yuv422)
        #expect(bare.bitDepth == 10)
    }

    @Test(
        "a length size of 3 is not one",
        arguments: [(0xfc, 1, true), (0xfd, 2, true), (0xfe, 3, false), (0xff, 4, true)])
    func lengthSize(_ byte: UInt8, _ size: Int, _ isValid: Bool) {
        var bytes = Self.records[0].bytes
        bytes[4] = byte
        let configuration = Self.read(bytes)
        #expect(configuration.lengthSize == size)
        #expect((configuration.problem == nil) == isValid)
        #expect(configuration.width == 320)
    }

    @Test(
        "profiles are told apart by their constraint flags",
        arguments: [
            (66, 0x00, "Baseline"), (66, 0x40, "Constrained Baseline"), (77, 0x40, "Main"), (88, 0, "Extended"),
            (100, 0, "High"), (100, 0x08, "Progressive High"), (100, 0x0c, "Constrained High"),
            (110, 0x10, "High 10 Intra"),
            (122, 0x10, "High 4:2:2 Intra"), (244, 0x10, "High 4:4:4 Intra"), (44, 0x10, "CAVLC 4:4:4 Intra"),
        ])
    func profiles(_ idc: UInt8, _ constraints: UInt8, _ name: String) {
        #expect(AVCProfile(idc: idc, constraints: constraints, levelIDC: 40).name == name)
    }

    @Test("levels are named, numbers that are no level are not")
    func levels() {
        func level(_ idc: UInt8, _ profile: UInt8 = 66, _ constraints: UInt8 = 0) -> String? {
            AVCProfile(idc: profile, constraints: constraints, levelIDC: idc).levelName
        }
        #expect(level(9) == "1b")
        #expect(level(11) == "1.1")
        #expect(level(11, 66, 0x10) == "1b")
        #expect(level(11, 100, 0x10) == "1.1")
        #expect(level(62) == "6.2")
        #expect(level(0) == nil)
        #expect(level(255) == nil)
    }
}
