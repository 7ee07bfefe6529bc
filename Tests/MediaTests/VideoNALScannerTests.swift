import Fields
import Media
import Testing

@Suite("NAL units of a payload")
struct VideoNALScannerTests {
    static func scan(_ bytes: [UInt8], _ syntax: NALSyntax = .avc, lengthSize: Int = 4, cuts: [Int] = []) -> NALScan {
        var scanner = NALScanner(syntax: syntax, lengthSize: lengthSize)
        var start = 0
        for end in cuts + [bytes.count] {
            scanner.feed(bytes.span.bytes.extracting(start..<end))
            start = end
        }
        return scanner.finish()
    }

    static func hex(_ text: String) -> [UInt8] { VideoVectors.hex(text) }

    /// An SEI with x264's UUID and the beginning of its banner, as in every x264 stream's first picture.
    static let banner: [UInt8] = {
        let text = Array("x264 - core 164 r3095 baee400 - H.264/MPEG-4 AVC codec - options: cabac=1 ref=3\0".utf8)
        let payload = hex("dc45e9bd e6d948b7 962cd820 d923eeef") + text
        return [0x06, 0x05, UInt8(payload.count)] + payload + [0x80]
    }()

    static func framed(_ units: [[UInt8]]) -> [UInt8] {
        units.flatMap { [0, 0, UInt8($0.count >> 8), UInt8($0.count & 0xff)] + $0 }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var syntax = NALSyntax.avc
        var lengthSize = 4
        var bytes: [UInt8]
        var summary: String
        var isKeyFrame = false
        var problems: [NALScan.Problem] = []
    }

    static let cases: [Case] = [
        Case(
            testDescription: "x264's first picture",
            bytes: framed([banner, hex("6588 8400 0000 0300 0102")]),
            summary: "SEI 100 B (x264), IDR slice 10 B", isKeyFrame: true),
        Case(
            testDescription: "slices of one picture",
            bytes: framed([hex("09f0"), hex("419a00"), hex("419b0001"), hex("01aa")]),
            summary: "AUD 2 B, non-IDR slice ×3 9 B"),
        Case(
            testDescription: "lengths of two bytes", lengthSize: 2,
            bytes: hex("0002 6742 0003 68ce0f 0001 0a"),
            summary: "SPS 2 B, PPS 3 B, end of sequence 1 B"),
        Case(
            testDescription: "lengths of one byte", lengthSize: 1, bytes: hex("02 6742 03 651122"),
            summary: "SPS 2 B, IDR slice 3 B", isKeyFrame: true),
        Case(
            testDescription: "captions, a recovery point and time code of H.265", syntax: .hevc,
            bytes: framed([
                // T.35: country b5, provider 0031, "GA94", captions; then recovery point; trailing bits.
                hex("4e01 04 0a b5 0031 47413934 03 c0ff 06 02 8000 80"),
                // time_code: one clock, full, 01:02:03:04: 01 1 0 00000 1 0 0 000000100 000011 000010 00001
                hex("4e01 88 05 60 40 20 61 04 80"),
                hex("2a01 af12"),
            ]),
            summary: "SEI ×2 29 B (captions, recovery point, time code 01:02:03:04), CRA 4 B", isKeyFrame: true),
        Case(
            testDescription: "H.266", syntax: .vvc,
            bytes: framed([hex("0079 00"), hex("0039 11"), hex("0001 22"), hex("00a9")]),
            summary: "SPS 3 B, IDR_W_RADL 3 B, TRAIL 3 B, end of sequence 2 B", isKeyFrame: true),
        Case(testDescription: "nothing", bytes: [], summary: "no units"),
        Case(
            testDescription: "a length past the end",
            bytes: hex("00000002 09f0 00001000 6588"), summary: "AUD 2 B, IDR slice 4096 B", isKeyFrame: true,
            problems: [.overrun(size: 4096, available: 2)]),
        Case(
            testDescription: "the largest length", bytes: hex("ffffffff 41"), summary: "non-IDR slice 4294967295 B",
            problems: [.overrun(size: 0xffff_ffff, available: 1)]),
        Case(
            testDescription: "a length and nothing behind it", bytes: hex("00000005"),
            summary: "unit without a header 5 B",
            problems: [.overrun(size: 5, available: 0)]),
        Case(
            testDescription: "half a length", bytes: hex("00000002 09f0 0000"), summary: "AUD 2 B",
            problems: [.incompleteLength(2)]),
        Case(
            testDescription: "lengths of zero", bytes: hex("00000000 00000002 09f0 00000000"), summary: "AUD 2 B",
            problems: [.emptyUnits(2)]),
        Case(
            testDescription: "half a header of H.265", syntax: .hevc, bytes: hex("00000002 4601 00000001 02"),
            summary: "AUD 2 B, unit without a header 1 B", problems: [.shortUnits(1)]),
        Case(
            testDescription: "the forbidden bit", bytes: hex("00000002 e5f0"), summary: "IDR slice 2 B",
            isKeyFrame: true,
            problems: [.forbiddenBits(1)]),
        Case(
            testDescription: "an SEI that ends in its message", bytes: hex("00000006 06 05 20 010203"),
            summary: "SEI 6 B", problems: [.brokenSEI(1)]),
        Case(
            testDescription: "start codes of four and three bytes",
            bytes: hex("00000001 09f0 00000001 6742001f 000001 68ce0f 000001 6588 000003 01 0000 00"),
            summary: "AUD 2 B, SPS 4 B, PPS 3 B, IDR slice 6 B", isKeyFrame: true, problems: [.startCodes]),
        Case(
            testDescription: "start codes with an SEI",
            bytes: hex("00000001") + banner + hex("000001 419a"),
            summary: "SEI 100 B (x264), non-IDR slice 2 B", problems: [.startCodes]),
        Case(
            testDescription: "start codes of H.265", syntax: .hevc, bytes: hex("00000001 4601 50 00000001 2601 af"),
            summary: "AUD 3 B, IDR_W_RADL 3 B", isKeyFrame: true, problems: [.startCodes]),
        Case(
            testDescription: "start codes of H.266", syntax: .vvc, bytes: hex("00000001 0079 00ab 000001 0039 11"),
            summary: "SPS 4 B, IDR_W_RADL 3 B", isKeyFrame: true, problems: [.startCodes]),
        Case(
            testDescription: "start codes instead of lengths of two bytes", lengthSize: 2,
            bytes: hex("000001 6742 000001 6588"), summary: "SPS 2 B, IDR slice 2 B", isKeyFrame: true,
            problems: [.startCodes]),
        Case(
            testDescription: "a start code of three bytes, which could be a length",
            bytes: hex("000001 67 42001f 000001 68ce"), summary: "no units", problems: [.startCodes]),
        Case(
            testDescription: "a first length of one that is right", bytes: hex("00000001 0a 00000002 65ff"),
            summary: "end of sequence 1 B, IDR slice 2 B", isKeyFrame: true),
        Case(
            testDescription: "a first unit of 263 bytes that is whole",
            bytes: hex("00000107 65") + [UInt8](repeating: 0x55, count: 262), summary: "IDR slice 263 B",
            isKeyFrame: true),
        Case(
            testDescription: "a start code alone", bytes: hex("00000001"), summary: "unit without a header 1 B",
            problems: [.overrun(size: 1, available: 0)]),
    ]

    @Test("payloads are listed", arguments: cases)
    func payload(_ example: Case) {
        let scan = Self.scan(example.bytes, example.syntax, lengthSize: example.lengthSize)
        #expect(scan.summary == example.summary)
        #expect(scan.isKeyFrame == example.isKeyFrame)
        #expect(scan.problems == example.problems)
    }

    @Test("the result does not depend on where the payload was cut", arguments: cases)
    func cutEverywhere(_ example: Case) {
        let whole = Self.scan(example.bytes, example.syntax, lengthSize: example.lengthSize)
        let count = example.bytes.count
        for first in 0...count {
            for second in first...min(count, first + 9) {
                let cut = Self.scan(
                    example.bytes, example.syntax, lengthSize: example.lengthSize, cuts: [first, second])
                #expect(cut == whole, "cut at \(first) and \(second)")
            }
        }
        let bytewise = Self.scan(example.bytes, example.syntax, lengthSize: example.lengthSize, cuts: Array(0..<count))
        #expect(bytewise == whole)
    }

    @Test("any byte changed to any value leaves sums that are right", arguments: cases)
    func mutated(_ example: Case) {
        var bytes = example.bytes
        for index in bytes.indices {
            let original = bytes[index]
            // Far behind the headers, where only SEI payloads are, a few will do.
            let values: [UInt8] = index < 48 ? Array(0...255) : [0, 1, 3, 0x7f, 0x80, 0xff]
            for value in values {
                bytes[index] = value
                let scan = Self.scan(bytes, example.syntax, lengthSize: example.lengthSize, cuts: [index])
                let isCounted = scan.units.count == scan.unitCount && scan.fields.count >= 2 && !scan.summary.isEmpty
                if !isCounted { Issue.record("byte \(index) = \(value)") }
            }
            bytes[index] = original
        }
    }

    @Test("a scanner is as new after a payload")
    func reuse() {
        var scanner = NALScanner(syntax: .avc, lengthSize: 4)
        scanner.feed(Self.hex("00000001 09f0").span.bytes)
        let first = scanner.finish()
        #expect(first.problems == [.startCodes])
        scanner.feed(Self.hex("00000002 09f0").span.bytes)
        #expect(scanner.finish().problems == [])
    }

    @Test("units over the limit are counted only")
    func manyUnits() {
        let bytes =
            [UInt8](repeating: 0, count: 5000).flatMap { _ in Self.hex("00000002 41 9a") } + Self.hex("00000001 65")
        let scan = Self.scan(bytes)
        #expect(scan.units.count == NALScan.maximumUnits)
        #expect(scan.unitCount == 5001)
        #expect(scan.isKeyFrame)
        #expect(scan.summary == "non-IDR slice ×1024 2048 B, 3977 more")
        #expect(VideoVectors.value("nal_unit_count", of: scan.fields) == .integer(5001))
    }

    @Test("a summary names eight runs")
    func longSummary() {
        let units = (0..<12).map { $0 % 2 == 0 ? Self.hex("09f0") : Self.hex("419a") }
        #expect(Self.scan(Self.framed(units)).summary.hasSuffix("non-IDR slice 2 B, 4 more"))
    }

    @Test("fields nest messages in their units")
    func fields() {
        let fields = Self.scan(Self.framed([Self.banner, Self.hex("419a")])).fields
        guard case .list(let units)? = VideoVectors.value("nal_units", of: fields), units.count == 2,
            case .record(let first) = units[0], case .record(let second) = units[1],
            case .list(let messages)? = VideoVectors.value("sei", of: first),
            case .record(let message)? = messages.first
        else {
            Issue.record("\(fields)")
            return
        }
        #expect(VideoVectors.value("name", of: first) == .text("SEI"))
        #expect(VideoVectors.value("uuid", of: message) == .text("dc45e9bd-e6d9-48b7-962c-d820d923eeef"))
        #expect(
            VideoVectors.value("text", of: message)
                == .text("x264 - core 164 r3095 baee400 - H.264/MPEG-4 AVC codec - options: cabac=1 ref=3"))
        #expect(
            second == [
                Field("type", .integer(1)), Field("name", .text("non-IDR slice")), Field("nal_ref_idc", .integer(2)),
                Field("size", .integer(2)),
            ])
        #expect(VideoVectors.value("key_frame", of: fields) == .flag(false))
    }

    @Test("headers tell layers, temporal layers and what is needed by others")
    func headers() {
        // H.265 TRAIL_N of temporal layer 2; H.266 TRAIL of layer 1, temporal layer 3; H.264 slice nobody needs.
        #expect(Self.scan(Self.hex("00000003 0003 11"), .hevc).units.first?.temporalID == 2)
        let vvc = Self.scan(Self.hex("00000003 0104 11"), .vvc).units.first
        #expect(vvc?.layer == 1)
        #expect(vvc?.temporalID == 3)
        #expect(Self.scan(Self.hex("00000002 019a")).units.first?.referenceIDC == 0)
    }

    @Test("kinds that begin a picture on their own are key frames")
    func keyFrames() {
        func kinds(_ syntax: NALSyntax) -> [UInt8] {
            (0..<64).filter { NALUnitKind(syntax, rawValue: $0).isKeyFrame }
        }
        #expect(kinds(.avc) == [5])
        #expect(kinds(.hevc) == [16, 17, 18, 19, 20, 21])
        #expect(kinds(.vvc) == [7, 8, 9, 10])
        #expect(NALUnitKind(.hevc, rawValue: 9).name == "RASL_R")
        #expect(NALUnitKind(.hevc, rawValue: 62).name == "Dolby Vision RPU")
        #expect(NALUnitKind(.avc, rawValue: 30).name == "type 30")
    }

    // MARK: SEI

    static func messages(_ payload: String) -> [SEIMessage] {
        let unit = [0x06] + hex(payload) + [0x80]
        return scan(framed([unit])).seiMessages
    }

    @Test("types and sizes over 255 are sums")
    func longSizes() {
        let payload = "ff ff 02 ff 01" + String(repeating: " aa", count: 256)
        #expect(Self.messages(payload) == [SEIMessage(type: 512, size: 256)])
    }

    @Test("emulation prevention in a payload does not count")
    func emulationPrevention() {
        #expect(
            Self.messages("90 04 0000 03 03e8") == [
                SEIMessage(type: 144, size: 4, content: .contentLightLevel(maximum: 0, average: 1000))
            ])
    }

    @Test("a message of type 128 is not taken for the end")
    func structureOfPictures() {
        #expect(Self.messages("80 01 aa 06 01 80").map(\.type) == [128, 6])
    }

    @Test(
        "registered data says whose it is",
        arguments: [
            ("04 08 b5 0031 47413934 03", "captions"), ("04 08 b5 0031 47413934 06", "ATSC user data"),
            ("04 08 b5 0031 44544731 41", "active format"), ("04 07 b5 003c 0001 0401", "HDR10+"),
            ("04 03 b5 003b", "Dolby Vision"), ("04 04 26 0004 00", "HDR Vivid"), ("04 02 b5 00", nil),
            ("04 06 ff 01 1234 0000", nil),
        ])
    func registered(_ payload: String, _ label: String?) {
        #expect(Self.messages(payload).count == 1)
        #expect(Self.messages(payload).first?.label == label)
    }

    @Test("user data without text has none", arguments: ["", "00", "ff78323634", "783236"])
    func noText(_ data: String) {
        let bytes = Self.hex(data)
        let payload = "05 \(String(16 + bytes.count, radix: 16)) \(String(repeating: "11", count: 16)) \(data)"
        #expect(
            Self.messages(payload).first?.content
                == .unregistered(uuid: [UInt8](repeating: 0x11, count: 16), text: nil))
    }

    @Test("messages over the limit are not kept")
    func manyMessages() {
        let scan = Self.scan(
            Self.framed([[0x06] + [UInt8](repeating: 0, count: 100).flatMap { _ in [UInt8(6), 1, 0x80] } + [0x80]]))
        #expect(scan.seiMessages.count == 64)
        #expect(scan.problems == [])
    }
}
