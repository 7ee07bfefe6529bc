import Bytes
import Fields
import Media
import Testing

@Suite("H.265 configurations")
struct VideoHEVCTests {
    static let records = VideoVectors.records("hvcC")

    static func read(_ bytes: [UInt8]) -> HEVCConfiguration { VideoVectors.read(bytes, HEVCConfiguration.init(from:)) }

    static func record(_ name: String) throws -> HEVCConfiguration {
        read(try #require(records.first { $0.name.contains(name) }).bytes)
    }

    @Test("records say what ffprobe says of their streams", arguments: records)
    func probe(_ record: VideoVectors.Record) {
        let configuration = Self.read(record.bytes)
        #expect(configuration.problem == nil)
        #expect(configuration.trailingBytes == 0)
        #expect(configuration.lengthSize == 4)
        #expect(configuration.width == record.numbers["width"].map { Int($0) })
        #expect(configuration.height == record.numbers["height"].map { Int($0) })
        #expect(configuration.profile?.levelIDC == record.numbers["level"].map { Int($0) })
        #expect(configuration.chromaFormat?.name == record.chromaFormat)
        #expect(configuration.bitDepth == record.bitDepth)
        if record.texts["profile"] == "Rext" {
            #expect(configuration.profile?.idc == 4)
        } else {
            #expect(configuration.profileName == record.texts["profile"])
        }
        #expect(configuration.sequenceParameterSet?.usability.sampleAspectRatio == record.texts["sample_aspect_ratio"])
        if let frames = record.numbers["has_b_frames"] {
            #expect(configuration.sequenceParameterSet?.reorderFrames == Int(frames))
        }
        // The 25 fields a second of interlaced H.265 are what ffprobe takes for frames.
        let isFields = record.name.contains("fields")
        #expect(configuration.isInterlaced == isFields)
        #expect(configuration.frameRate == record.frameRate.map { isFields ? $0 / 2 : $0 })
        if let transfer = record.texts["color_transfer"] {
            #expect(configuration.colour?.transfer == ["smpte2084": 16, "arib-std-b67": 18][transfer])
            #expect(configuration.colour?.primaries == 9)
            #expect(configuration.colour?.matrix == 9)
        }
    }

    @Test("records say what the specification's parse says", arguments: records.filter { !$0.parsed.isEmpty })
    func parsed(_ record: VideoVectors.Record) {
        let configuration = Self.read(record.bytes)
        #expect(configuration.recordProfile?.idc == record.parsed["profile"].map { Int($0) })
        #expect(configuration.recordProfile?.levelIDC == record.parsed["level"].map { Int($0) })
        #expect(configuration.temporalLayers == record.parsed["layers"].map { Int($0) })
        #expect(configuration.bitDepth == record.parsed["bdl"].map { Int($0) })
        #expect(configuration.chromaBitDepth == record.parsed["bdc"].map { Int($0) })
        #expect(configuration.parameterSets.map { $0.kind?.name } == ["VPS", "SPS", "PPS"])
        #expect(
            configuration.sequenceParameterSet?.profile?.compatibility == configuration.recordProfile?.compatibility)
    }

    @Test(
        "range extensions are named by their constraint flags",
        arguments: [
            ("4:2:2 10", "Main 4:2:2 10"), ("HEVC 4:4:4", "Main 4:4:4"), ("monochrome", "Monochrome"),
            ("12-bit", "Main 12"),
        ])
    func rangeExtensions(_ name: String, _ profile: String) throws {
        #expect(try Self.record(name).profileName == profile)
    }

    @Test("a picture of high dynamic range says so, with its screen and its light")
    func highDynamicRange() throws {
        let configuration = try Self.record("PQ 2020")
        #expect(configuration.summary == "Main 10@5.1 high tier 3840×2160 60 fps 10-bit PQ bt2020")
        #expect(configuration.isHighTier == true)
        #expect(configuration.seiMessages.map(\.type) == [144, 137])
        #expect(
            configuration.seiMessages.last?.content
                == .masteringDisplay(maximumLuminance: 1000, minimumLuminance: 0.0001))
        #expect(configuration.seiMessages.first?.content == .contentLightLevel(maximum: 1000, average: 400))
        let colour = VideoVectors.value("color", of: configuration.fields)
        #expect(
            colour
                == .record([
                    Field("primaries", .text("bt2020")), Field("transfer", .text("PQ")),
                    Field("matrix", .text("bt2020-nc")),
                    Field("full_range", .flag(false)),
                ]))
    }

    @Test("several temporal layers do not hide the rest")
    func temporalLayers() throws {
        let configuration = try Self.record("temporal layers")
        #expect(configuration.temporalLayers == 2)
        #expect(configuration.summary == "Main@3.0 640×360 50 fps")
    }

    // MARK: By hand

    struct Sketch {
        var subLayers = 0
        var scalingLists = false
        var references: ((inout VideoBits) -> Void)?
        var longTerm = 0
        var pcm = false
        var window: (Int, Int, Int, Int)?
        var isFieldSequence = false

        // H.265 § 7.3.2.2.
        var unit: [UInt8] {
            var bits = VideoBits()
            bits.bits(0x4201, 16)
            bits.bits(0, 4)
            bits.bits(subLayers, 3)
            bits.flag(true)
            bits.bits(0x01, 8)
            bits.bits(0x6000_0000, 32)
            bits.bits(0x9000_0000_0000, 48)
            bits.bits(93, 8)
            if subLayers > 0 {
                // Profile and level for the even ones, a level for the others.
                for layer in 0..<subLayers {
                    bits.flag(layer % 2 == 0)
                    bits.flag(true)
                }
                bits.bits(0, (8 - subLayers) * 2)
                for layer in 0..<subLayers {
                    if layer % 2 == 0 { for _ in 0..<11 { bits.bits(0x55, 8) } }
                    bits.bits(60, 8)
                }
            }
            bits.ue(0)
            bits.ue(1)
            bits.ue(1280)
            bits.ue(736)
            bits.flag(window != nil)
            if let window {
                for side in [window.0, window.1, window.2, window.3] { bits.ue(side) }
            }
            bits.ue(0)
            bits.ue(0)
            bits.ue(4)  // eight bits of picture order count
            bits.flag(true)
            for layer in 0...subLayers {
                bits.ue(4)
                bits.ue(layer)
                bits.ue(0)
            }
            for size in [0, 3, 0, 3, 1, 1] { bits.ue(size) }
            bits.flag(scalingLists)
            if scalingLists {
                bits.flag(true)
                for size in 0..<4 {
                    for list in 0..<(size == 3 ? 2 : 6) {
                        bits.flag(list == 1)
                        if list == 1 {
                            if size > 1 { bits.se(8) }
                            for index in 0..<min(64, 1 << (4 + 2 * size)) { bits.se(index % 5 - 2) }
                        } else {
                            bits.ue(0)
                        }
                    }
                }
            }
            bits.bits(1, 2)
            bits.flag(pcm)
            if pcm {
                bits.bits(0x77, 8)
                bits.ue(0)
                bits.ue(2)
                bits.flag(true)
            }
            if let references { references(&bits) } else { bits.ue(0) }
            bits.flag(longTerm > 0)
            if longTerm > 0 {
                bits.ue(longTerm)
                for index in 0..<longTerm {
                    bits.bits(index, 8)
                    bits.flag(true)
                }
            }
            bits.bits(3, 2)
            bits.flag(true)
            bits.bits(0, 4)  // no aspect, overscan, video signal, chroma location
            bits.flag(false)
            bits.flag(isFieldSequence)
            bits.flag(false)
            bits.flag(true)  // a display window, which changes nothing
            for _ in 0..<4 { bits.ue(2) }
            bits.flag(true)
            bits.bits(1001, 32)
            bits.bits(30000, 32)
            bits.flag(false)
            bits.flag(false)
            return bits.unit
        }

        func expectTiming(_ location: SourceLocation = #_sourceLocation) {
            let set = HEVCSequenceParameterSet(nalUnit: unit)
            #expect(set.problem == nil, sourceLocation: location)
            #expect(set.usability.frameRate == 30000.0 / 1001, sourceLocation: location)
        }
    }

    @Test("the plain set is read as far as its timing")
    func plain() {
        Sketch().expectTiming()
    }

    @Test("sub-layers are stepped over", arguments: 1...6)
    func subLayers(_ count: Int) {
        let sketch = Sketch(subLayers: count)
        sketch.expectTiming()
        #expect(HEVCSequenceParameterSet(nalUnit: sketch.unit).reorderFrames == count)
    }

    @Test("seven sub-layers below the highest are one too many")
    func tooManySubLayers() {
        #expect(
            HEVCSequenceParameterSet(nalUnit: Sketch(subLayers: 7).unit).problem?.reason
                == .invalid(what: "sps_max_sub_layers_minus1", value: 7))
    }

    @Test("scaling lists, PCM and long-term references are stepped over")
    func codingTools() {
        Sketch(scalingLists: true).expectTiming()
        Sketch(pcm: true).expectTiming()
        Sketch(longTerm: 32).expectTiming()
        Sketch(scalingLists: true, longTerm: 1, pcm: true).expectTiming()
    }

    @Test("reference sets are stepped over, also those that are differences")
    func references() {
        let references: (inout VideoBits) -> Void = { bits in
            bits.ue(3)
            // Set 0: −1, −3 and +2.
            bits.ue(2)
            bits.ue(1)
            for distance in [0, 1, 1] {
                bits.ue(distance)
                bits.flag(true)
            }
            // Set 1 is set 0 moved by −2: −3, −5, 0 which goes, and −2; the second is not used.
            bits.flag(true)
            bits.flag(true)
            bits.ue(1)
            bits.flag(true)
            bits.flag(false)
            bits.flag(false)
            bits.flag(true)
            bits.flag(true)
            // Set 2 is set 1 moved by 1; there are two in set 1, so three flags.
            bits.flag(true)
            bits.flag(false)
            bits.ue(0)
            for _ in 0..<3 { bits.flag(true) }
        }
        Sketch(references: references).expectTiming()
    }

    @Test("the conformance window is cut off, in samples of colour")
    func window() {
        let set = HEVCSequenceParameterSet(nalUnit: Sketch(window: (0, 1, 0, 8)).unit)
        #expect(set.width == 1278)
        #expect(set.height == 720)
        let nothing = HEVCSequenceParameterSet(nalUnit: Sketch(window: (0, 640, 0, 0)).unit)
        #expect(nothing.width == nil)
        #expect(nothing.problem?.reason == .invalid(what: "the width inside the conformance window", value: 0))
    }

    @Test("fields are half as many frames")
    func fieldSequence() {
        let set = HEVCSequenceParameterSet(nalUnit: Sketch(isFieldSequence: true).unit)
        #expect(set.usability.frameRate == 15000.0 / 1001)
        #expect(set.usability.isFieldSequence == true)
    }

    // MARK: Records

    static func record(units: [[UInt8]], rate: UInt16 = 0) -> [UInt8] {
        var bytes = VideoVectors.hex("01 01 60000000 900000000000 5d f000 fc fd f8 f8")
        bytes += [UInt8(rate >> 8), UInt8(rate & 0xff), 0x0f, UInt8(units.count)]
        for unit in units { bytes += [0x80 | unit[0] >> 1, 0, 1, 0, UInt8(unit.count)] + unit }
        return bytes
    }

    @Test("the video parameter set's timing counts where the sequence parameter set has none")
    func videoParameterSet() {
        // H.265 § 7.3.2.1, with two layer sets of two layers.
        var bits = VideoBits()
        bits.bits(0x4001, 16)
        bits.bits(0x0, 4)
        bits.bits(3, 2)
        bits.bits(1, 6)
        bits.bits(0, 3)
        bits.flag(true)
        bits.bits(0xffff, 16)
        bits.bits(0x01, 8)
        bits.bits(0x6000_0000, 32)
        bits.bits(0x9000_0000_0000, 48)
        bits.bits(93, 8)
        bits.flag(true)
        for _ in 0..<3 { bits.ue(1) }
        bits.bits(1, 6)
        bits.ue(1)
        bits.bits(3, 2)
        bits.flag(true)
        bits.bits(1, 32)
        bits.bits(50, 32)
        bits.flag(false)
        let configuration = Self.read(Self.record(units: [bits.unit]))
        #expect(configuration.problem == nil)
        #expect(configuration.frameRate == 50)
        #expect(configuration.summary == "Main@3.1 50 fps")
    }

    @Test("the record's average rate counts last")
    func averageRate() {
        #expect(Self.read(Self.record(units: [], rate: 0x1980)).frameRate == 25.5)
        let unit = Sketch().unit
        #expect(Self.read(Self.record(units: [unit], rate: 0x1980)).frameRate == 30000.0 / 1001)
    }

    @Test("a record of zeros takes its profile from the parameter set")
    func emptyProfile() {
        var bytes = Self.record(units: [Sketch().unit])
        for index in 1...12 { bytes[index] = 0 }
        let configuration = Self.read(bytes)
        #expect(configuration.summary == "Main@3.1 1280×736 29.97 fps")
        #expect(VideoVectors.value("record_profile", of: configuration.fields) != nil)
    }

    @Test("more units than a record may have stop it")
    func manyUnits() {
        // 65,535 units of no bytes.
        let bytes = Self.record(units: []).dropLast() + [1, 0xa0, 0xff, 0xff] + [UInt8](repeating: 0, count: 131_070)
        let configuration = Self.read(Array(bytes))
        #expect(configuration.parameterSets.count == ParameterSet.maximumCount)
        #expect(
            configuration.problem?.reason
                == .limit(what: "the number of parameter sets", bound: ParameterSet.maximumCount))
    }

    @Test("a start code instead of a record is named")
    func startCode() {
        let configuration = Self.read(VideoVectors.hex("00000001 40010c01"))
        #expect(configuration.problem?.description.contains("Annex B") == true)
        #expect(configuration.fields == [Field("parameter_sets", .list([]))])
    }
}
