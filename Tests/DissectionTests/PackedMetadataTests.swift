import AMF
import TestSupport
import Testing

@testable import Dissection

@Suite("Metadata kept until the end") struct PackedMetadataTests {
    private static func members(_ pairs: [(String, AMFValue)]) -> [AMFMember] {
        pairs.map { AMFMember(name: AMFText($0.0), value: $0.1) }
    }

    private static func expectSame(_ value: AMFValue, _ comment: Comment? = nil) {
        #expect(PackedMetadata(value).value == value, comment)
    }

    static let ffmpeg: [(String, AMFValue)] = [
        ("duration", .number(0)), ("width", .number(1280)), ("height", .number(720)),
        ("videodatarate", .number(195.3125)), ("framerate", .number(29.97002997)), ("videocodecid", .number(7)),
        ("audiodatarate", .number(125)), ("audiosamplerate", .number(44100)), ("audiosamplesize", .number(16)),
        ("stereo", .boolean(true)), ("audiocodecid", .number(10)), ("major_brand", .string("isom")),
        ("encoder", .string("Lavf59.27.100")), ("filesize", .number(0)),
    ]

    @Test("what FFmpeg and OBS send comes back, in the order in which it was sent")
    func usual() {
        Self.expectSame(.ecmaArray(AMFECMAArray(declaredCount: 14, members: Self.members(Self.ffmpeg))))
        Self.expectSame(.ecmaArray(AMFECMAArray(declaredCount: 0, members: Self.members(Self.ffmpeg.reversed()))))
        Self.expectSame(.ecmaArray(AMFECMAArray(declaredCount: .max, members: [], isTerminated: false)))
        Self.expectSame(.object(AMFObject(members: Self.members(Self.ffmpeg + Self.ffmpeg))))
        Self.expectSame(.object(AMFObject(members: Self.members(Self.ffmpeg), isTerminated: false)))
    }

    @Test("every number comes back to the bit")
    func numbers() {
        let odd: [Double] = [
            0, -0.0, 1, -1, 0.5, 127, 128, 239, 240, 241, 65_536, 0x1p53, 0x1p53 - 1, 0x1p53 + 2, 0x1p63, 0x1p64, 1e300,
            1 / 1024, 1 / 2048, 0x1p25, 0x1p25 - 1 / 1024, -0.25, .infinity, -.infinity, .nan,
            Double(bitPattern: 0xFFF8_0000_0000_1234), Double(bitPattern: 0x7FF0_0000_0000_0001),
            .leastNonzeroMagnitude,
            .greatestFiniteMagnitude, 30_000 / 1001,
        ]
        var random = SeededGenerator(seed: 1)
        let drawn = (0..<1000).map { _ in Double(bitPattern: random.next()) }
        let parts = (0..<1000).map { _ in Double(random.integer(-1000...100_000_000)) / 1024 }
        for number in odd + drawn + parts {
            Self.expectSame(.object(AMFObject(members: Self.members([("n", .number(number))]))), "\(number)")
        }
    }

    @Test("other names, texts and types come back")
    func others() {
        // The Kelvin sign is equal to K for Unicode, and is not what was sent.
        let names =
            ["", "x", "\u{212A}", "widtH", "width\u{0}", String(repeating: "é", count: 40_000)] + Vocabulary.words
        for name in names {
            Self.expectSame(.object(AMFObject(members: Self.members([(name, .string(AMFText(name)))]))))
        }
        let latin = AMFText(bytes: [0xE9, 0x74, 0xE9])
        Self.expectSame(.object(AMFObject(members: [AMFMember(name: latin, value: .string(latin))])))
        let whole: [AMFValue] = [
            .null, .undefined, .integer(3), .date(milliseconds: 1, timeZone: 2), .array([.number(1)]),
            .object(AMFObject(members: Self.members(Self.ffmpeg))), .truncated(3), .avmPlus(.number(1)),
        ]
        for value in whole {
            Self.expectSame(value)
            Self.expectSame(.object(AMFObject(members: Self.members([("width", .number(1)), ("x", value)]))))
        }
        Self.expectSame(.object(AMFObject(className: "C", members: Self.members(Self.ffmpeg))))
    }

    @Test("the vocabulary has each word once, and room for all")
    func vocabulary() {
        #expect(Vocabulary.words.count <= 255 && Set(Vocabulary.words).count == Vocabulary.words.count)
        for word in Vocabulary.words {
            #expect(Vocabulary.code(of: word.utf8).map { Vocabulary.word($0) } == word)
        }
    }
}
