import Fields
import Packets
import Testing

@testable import Renderings

/// What the writer makes of structure, numbers, strings and times.
@Suite struct JSONWriterTests {
    private static func json(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        write(&writer)
        return String(decoding: writer.take(), as: UTF8.self)
    }

    // MARK: Structure

    @Test("commas stand between values and nowhere else")
    func commas() {
        let text = Self.json { json in
            json.object { json in
                json.array("a") { _ in }
                json.object("b") { _ in }
                json.key("c,")
                json.array { json in
                    json.integer(1)
                    json.array { $0.string(",") }
                    json.null()
                    json.object { $0.flag("d", true) }
                }
                json.base64("e", [0, 1])
                json.text("f", "")
            }
        }
        #expect(text == #"{"a":[],"b":{},"c,":[1,[","],null,{"d":true}],"e":"AAE=","f":""}"#)
    }

    @Test("what is given away is complete, and the writer is empty behind it")
    func givenAway() {
        var writer = JSONWriter()
        writer.integer(1)
        writer.newline()
        writer.array { $0.integer(2) }
        var lines: [UInt8] = Array("0\n".utf8)
        writer.append(to: &lines)
        #expect(String(decoding: lines, as: UTF8.self) == "0\n1\n[2]")
        #expect(writer.take().isEmpty)
        writer.string("3")
        #expect(writer.take() == Array(#""3""#.utf8))
    }

    @Test("a text of any length survives that the memory grows")
    func growth() {
        for length in [0, 1, 60, 4000, 4090, 4091, 4092, 4093, 4094, 4095, 4096, 4097, 9000, 70_000] {
            let long = String(repeating: "x", count: length)
            let text = Self.json { json in
                json.object { json in
                    json.text("text", long)
                    json.integer("number", 123_456)
                    json.text("again", long)
                }
            }
            #expect(text == #"{"text":"\#(long)","number":123456,"again":"\#(long)"}"#, "\(length)")
        }
    }

    // MARK: Numbers

    @Test("integers of any length")
    func integers() {
        var numbers = [0, Int.max, Int.min, Int.max - 1, Int.min + 1]
        var power = 1
        for _ in 0..<18 {
            power *= 10
            numbers += [power - 1, power, power + 1, power / 2, power / 9, power - power / 9]
        }
        for number in numbers + numbers.map({ 0 &- $0 }) {
            #expect(Self.json { $0.integer(number) } == "\(number)")
            #expect(Self.json { json in json.object { $0.integer("n", number) } } == #"{"n":\#(number)}"#)
        }
    }

    @Test("eight digits at once")
    func digits() {
        var number: UInt64 = 0
        while number < 100_000_000 {
            let digits = DecimalDigits(number)
            let text = "\(number)"
            let bytes = (0..<8).map { UInt8(truncatingIfNeeded: digits.text >> UInt64(8 * $0)) }
            let expected = String(repeating: "0", count: 8 - text.utf8.count) + text
            let isRight = bytes == Array(expected.utf8) && digits.zeros == 8 - text.utf8.count
            #expect(isRight, "\(number)")
            // Every number of up to four digits, and some with others before them.
            number += number < 10_000 || number >= 99_999_000 ? 1 : 9973
        }
    }

    // MARK: Strings

    @Test("a byte that needs a look is found at each place of strings of each length")
    func escapes() {
        let special = [
            ("\"", #"\""#), ("\\", #"\\"#), ("\n", #"\n"#), ("\r", #"\r"#), ("\t", #"\t"#), ("\0", #"\u0000"#),
            ("\u{1f}", #"\u001f"#), ("\u{7f}", #"\u007f"#), ("\u{80}", #"\u0080"#), ("\u{9f}", #"\u009f"#),
            ("\u{a0}", "\u{a0}"), ("é", "é"), ("日", "日"), ("😀", "😀"), ("\u{ff}", "\u{ff}"), (" ", " "), ("~", "~"),
            ("\"\u{ff}\"", "\\\"\u{ff}\\\""),
        ]
        for length in 0...26 {
            for place in 0...length {
                let before = String("abcdefghijklmnopqrstuvwxyz".prefix(place))
                let after = String("ZYXWVUTSRQPONMLKJIHGFEDCBA".prefix(length - place))
                for (text, escaped) in special {
                    let isRight =
                        Self.json { $0.string(before + text + after) } == "\"\(before)\(escaped)\(after)\""
                    #expect(isRight, "\(text.utf8.map { $0 }) after \(place) of \(length)")
                }
            }
        }
    }

    @Test("eight bytes are plain if each of them is")
    func plainWords() {
        let beside: [UInt8] = [0x20, 0x21, 0x23, 0x41, 0x5b, 0x5d, 0x7e]
        for other in beside {
            for byte in UInt8.min...UInt8.max {
                for place in 0..<8 {
                    var word: UInt64 = 0
                    for index in 0..<8 { word |= UInt64(index == place ? byte : other) << UInt64(8 * index) }
                    let agree = PlainText.isPlain(word) == PlainText.isPlain(byte)
                    #expect(agree, "\(byte) at \(place) among \(other)")
                }
            }
        }
        for byte in UInt8.min...UInt8.max {
            let isExpected = (0x20..<0x7f).contains(byte) && byte != 0x22 && byte != 0x5c
            #expect(PlainText.isPlain(byte) == isExpected)
        }
    }

    // MARK: Times

    @Test(
        "times before and after the turn of a second",
        arguments: [
            (0, "1970-01-01T00:00:00.000000000Z"), (1, "1970-01-01T00:00:00.000000001Z"),
            (999_999_999, "1970-01-01T00:00:00.999999999Z"), (1_000_000_000, "1970-01-01T00:00:01.000000000Z"),
            (-1, "1969-12-31T23:59:59.999999999Z"), (-1_000_000_000, "1969-12-31T23:59:59.000000000Z"),
            (-1_000_000_001, "1969-12-31T23:59:58.999999999Z"),
            (1_700_000_000_123_456_789, "2023-11-14T22:13:20.123456789Z"),
            (Int64.max, "2262-04-11T23:47:16.854775807Z"), (Int64.min, "1677-09-21T00:12:43.145224192Z"),
        ] as [(Int64, String)])
    func times(_ nanoseconds: Int64, _ expected: String) {
        #expect(Self.json { $0.time(Timestamp(nanoseconds: nanoseconds)) } == "\"\(expected)\"")
    }

    @Test("the second that was written last is not taken for another")
    func secondsInTurn() {
        let second: Int64 = 1_000_000_000
        let text = Self.json { json in
            for nanoseconds in [59 * second, 60 * second - 1, 60 * second, 59 * second + 7, -second, -1, 0] {
                json.time(Timestamp(nanoseconds: nanoseconds))
            }
        }
        let expected = [
            "1970-01-01T00:00:59.000000000Z", "1970-01-01T00:00:59.999999999Z", "1970-01-01T00:01:00.000000000Z",
            "1970-01-01T00:00:59.000000007Z", "1969-12-31T23:59:59.000000000Z", "1969-12-31T23:59:59.999999999Z",
            "1970-01-01T00:00:00.000000000Z",
        ]
        #expect(text == expected.map { "\"\($0)\"" }.joined(separator: ","))
    }

    @Test(
        "durations keep all digits",
        arguments: [
            (0, "0.000000000"), (1, "0.000000001"), (-1, "-0.000000001"), (999_999_999, "0.999999999"),
            (9_999_999_999, "9.999999999"), (10_000_000_000, "10.000000000"), (-1_500_000_000, "-1.500000000"),
            (Int64.max, "9223372036.854775807"), (Int64.min, "-9223372036.854775808"),
        ] as [(Int64, String)])
    func durations(_ nanoseconds: Int64, _ expected: String) {
        #expect(Self.json { $0.seconds(nanoseconds) } == expected)
    }

    // MARK: Fields

    private struct Everything: FieldSource {
        func writeFields(to sink: inout some FieldSink & ~Copyable) {
            sink.flag("flag", false)
            sink.integer("integer", -12)
            sink.text("text", "a \"text\"")
            sink.field("record", .record([Field("inner", .null)]))
            sink.records("records", of: [1, 2]) { number, sink in
                sink.integer("number", number)
                sink.records("none", of: EmptyCollection<Int>()) { _, _ in }
            }
        }
    }

    @Test("fields that are written at once are those that a list of them has")
    func sinks() {
        let source = Everything()
        let expected =
            #"{"flag":false,"integer":-12,"text":"a \"text\"","record":{"inner":null},"#
            + #""records":[{"number":1,"none":[]},{"number":2,"none":[]}]}"#
        #expect(Self.json { json in json.object { source.writeFields(to: &$0) } } == expected)
        #expect(Self.json { json in json.object { $0.fields(source.fields) } } == expected)
    }
}
