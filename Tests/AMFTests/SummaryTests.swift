import AMF
import Testing

@Suite("Values as text")
struct SummaryTests {
    static let examples: [(AMFValue, String)] = [
        (.number(3), "3"), (.number(1.5), "1.5"), (.number(-0.0), "-0"), (.number(.nan), "NaN"),
        (.number(-.infinity), "-Infinity"), (.number(9_007_199_254_740_991), "9007199254740991"),
        (.number(1e300), "1e+300"), (.integer(-7), "-7"), (.boolean(true), "true"), (.null, "null"),
        (.undefined, "undefined"), (.unsupported, "unsupported"), (.reference(2), "&2"),
        (.badReference(2), "bad reference &2"), (.truncated(1), "(1 byte undecoded)"),
        (.truncated(4), "(4 bytes undecoded)"), (.string("a\"b\\\u{1B}[2J"), #""a\"b\\\u{1b}[2J""#),
        (.xml("<a/>"), #"xml "<a/>""#), (.avmPlus(.integer(1)), "1"), (.bytes([]), "0 bytes"),
        (.bytes([1, 2, 0xAB]), "0x0102ab"),
        (.bytes(Array(0...16)), "0x000102030405060708090a0b0c0d0e0f… 17 bytes"),
        (.intVector([-1, 5]), "int[-1, 5]"), (.uintVector([7]), "uint[7]"),
        (.doubleVector([2.5, 1]), "Number[2.5, 1]"),
        (.objectVector(className: "*", [.null]), "*[null]"), (.array([.number(1), .string("x")]), #"[1, "x"]"#),
        (.array([]), "[]"), (.object(AMFObject()), "{}"),
        (
            .object(
                AMFObject(members: [
                    AMFMember(name: "a", value: .number(1)), AMFMember(name: "b c", value: .string("x")),
                    AMFMember(name: "", value: .null),
                ])), #"{a 1, "b c" "x", "" null}"#
        ),
        (
            .object(AMFObject(className: "com.acme.T", members: [AMFMember(name: "v", value: .number(2))])),
            "com.acme.T{v 2}"
        ),
        (.object(AMFObject(className: "\u{7}")), #""\u{7}"{}"#),
        (
            .ecmaArray(AMFECMAArray(declaredCount: 9, members: [AMFMember(name: "w", value: .number(640))])),
            "{w 640}"
        ),
        (
            .mixedArray(
                AMF3Array(members: [AMFMember(name: "k", value: .boolean(true))], elements: [.integer(7), .null])),
            "[k true; 7, null]"
        ),
        (.dictionary([AMFDictionaryEntry(key: .string("k"), value: .integer(1))]), #"{"k": 1}"#),
        (.externalizable(AMFExternalizable(className: "X", remainder: [1, 2])), "X{0x0102}"),
        (.date(milliseconds: 1_356_998_400_000, timeZone: 0), "2013-01-01T00:00:00Z"),
        (.date(milliseconds: 1_356_998_400_005, timeZone: -480), "2013-01-01T00:00:00.005Z (zone -480 min)"),
        (.date(milliseconds: 0.5, timeZone: 0), "date 0.5 ms"),
        (.date(milliseconds: .infinity, timeZone: 0), "date Infinity ms"),
        (.date(milliseconds: 1e300, timeZone: 0), "date 1e+300 ms"),
    ]

    @Test("values read as a person would write them", arguments: examples)
    func summary(value: AMFValue, text: String) {
        #expect(value.summary() == text)
    }

    @Test("a Flex identifier reads as one")
    func uuid() {
        let value = AMFValue.externalizable(
            AMFExternalizable(
                className: "DSK", values: [AMFMember(name: "messageIdBytes", value: .bytes(Array(0..<16)))]))
        #expect(value.summary() == "DSK{messageIdBytes 00010203-0405-0607-0809-0a0b0c0d0e0f}")
    }

    @Test("what does not fit is left out between two items, and brackets close")
    func elision() {
        let value = AMFValue.array([
            .number(1), .string("abcdefghij"),
            .object(
                AMFObject(members: [
                    AMFMember(name: "key", value: .number(12_345))
                ])),
        ])
        let whole = #"[1, "abcdefghij", {key 12345}]"#
        #expect(value.summary() == whole)
        #expect(value.summary(maxLength: whole.count + 3) == whole)
        #expect(value.summary(maxLength: 28) == #"[1, "abcdefghij", {key …}]"#)
        #expect(value.summary(maxLength: 13) == #"[1, "abc…"]"#)
        #expect(value.summary(maxLength: 8) == "[1, …]")
        #expect(value.summary(maxLength: 0) == "…")
    }

    @Test("no vector's summary is longer than asked for", arguments: Vectors.all.amf0 + Vectors.all.amf3)
    func lengths(vector: Vector) {
        for bytes in [vector.bytes, [0x11] + vector.bytes] {
            for value in payload(bytes).values {
                for length in 1...100 {
                    let text = value.summary(maxLength: length)
                    #expect(text.unicodeScalars.count <= length, "\(text)")
                    #expect(
                        text.unicodeScalars.filter { "[{".unicodeScalars.contains($0) }.count
                            == text.unicodeScalars.filter { "]}".unicodeScalars.contains($0) }.count, "\(text)")
                }
            }
        }
    }

    @Test("a long string is not read to its end for a short summary")
    func longString() {
        let value = AMFValue.string(AMFText(String(repeating: "\u{0}", count: 1 << 20)))
        #expect(value.summary(maxLength: 20) == #""\u{0}\u{0}\u{0}…""#)
    }
}
