import AMF
import Bytes
import Testing

@Suite("AMF0")
struct AMF0DecoderTests {
    @Test("members keep their order and their repetitions")
    func order() {
        // {b: 1, a: true, b: null}
        let (value, error, _) = amf0("03 0001 62 003FF0000000000000 0001 61 01 01 0001 62 05 000009")
        #expect(error == nil)
        #expect(
            value
                == .object(
                    AMFObject(members: [
                        AMFMember(name: "b", value: .number(1)), AMFMember(name: "a", value: .boolean(true)),
                        AMFMember(name: "b", value: .null),
                    ])))
        #expect(value["b"] == .number(1))
        #expect(value["c"] == nil)
    }

    @Test(
        "markers without a known length end the decoding",
        arguments: [0x04, 0x09, 0x0E, 0x12, 0x22, 0xFF] as [UInt8])
    func invalidMarker(marker: UInt8) {
        let decoded = payload([0x05, marker, 0x01, 0x02])
        #expect(decoded.values == [.null, .truncated(3)])
        #expect(decoded.error == DecodeError(.invalid(what: "AMF0 marker", value: UInt64(marker)), at: 1))
        #expect(decoded.trailing == 1..<4)
    }

    @Test("the references of a message count objects, typed objects, ECMA arrays and strict arrays, and nothing else")
    func references() {
        let decoded = payload(
            """
            02 0001 61  0B 0000000000000000 0000  0F 00000000
            03 000009  10 0001 54 000009  08 00000000 000009  0A 00000000
            07 0003  07 0004
            """)
        #expect(decoded.error == nil)
        #expect(decoded.values.suffix(2) == [.reference(3), .badReference(4)])
    }

    @Test("a reference may point to the object it stands in")
    func cycle() {
        let (value, error, _) = amf0("03 0001 61 07 0000 0001 62 07 0001 000009")
        #expect(error == nil)
        #expect(value["a"] == .reference(0))
        #expect(value["b"] == .badReference(1))
    }

    @Test("an object that ends with the payload is whole but for its end marker")
    func unterminatedObject() {
        let decoded = payload("02 0001 78  03 0001 61 01 01")
        #expect(decoded.error == nil)
        #expect(decoded.trailing == nil)
        #expect(
            decoded.values.last
                == .object(
                    AMFObject(members: [AMFMember(name: "a", value: .boolean(true))], isTerminated: false)))
    }

    @Test("an object cut in a value keeps the members before it, and ends in what is missing")
    func cutObject() {
        // {a: true, b: 1…
        let decoded = payload("03 0001 61 01 01 0001 62 00 3FF0")
        #expect(
            decoded.values == [
                .object(
                    AMFObject(
                        members: [
                            AMFMember(name: "a", value: .boolean(true)), AMFMember(name: "b", value: .truncated(3)),
                        ], isTerminated: false))
            ])
        #expect(decoded.error == DecodeError(.truncated(needed: 8, available: 2), at: 10))
        #expect(decoded.trailing == 9..<12)
    }

    @Test("an object cut in a name keeps the members before it")
    func cutName() {
        let decoded = payload("03 0001 61 01 01 0005 62 63")
        #expect(decoded.values[0]["a"] == .boolean(true))
        #expect(decoded.values[0].members?.count == 1)
        #expect(decoded.error == DecodeError(.truncated(needed: 5, available: 2), at: 8))
        #expect(decoded.trailing == 6..<10)
    }

    @Test(
        "an ECMA array may hold more or fewer members than it says", arguments: [0, 1, 2, 3, 0xFFFF_FFFF] as [UInt32])
    func ecmaCount(count: UInt32) {
        let (value, error, _) = amf0(
            [0x08] + (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) }
                + hex("0001 61 01 01 0001 62 05 000009"))
        #expect(error == nil)
        #expect(
            value
                == .ecmaArray(
                    AMFECMAArray(
                        declaredCount: count,
                        members: [
                            AMFMember(name: "a", value: .boolean(true)), AMFMember(name: "b", value: .null),
                        ])))
    }

    @Test(
        "an ECMA array without end marker ends after the members it counted",
        arguments: ["", "05", "02 0002 6869", "00 4059000000000000", "00 0000000000000000", "03 000009", "01 01"])
    func ecmaWithoutEnd(next: String) {
        let decoded = payload("08 00000001 0001 61 01 01" + next)
        #expect(decoded.error == nil)
        #expect(
            decoded.values[0]
                == .ecmaArray(
                    AMFECMAArray(
                        declaredCount: 1, members: [AMFMember(name: "a", value: .boolean(true))], isTerminated: false)
                ))
        #expect(Array(decoded.values.dropFirst()) == payload(next).values)
    }

    @Test("an ECMA array cut within its end marker is cut, not over", arguments: ["00", "0000"])
    func ecmaCutInEnd(end: String) {
        let decoded = payload("08 00000001 0001 61 01 01" + end)
        #expect(decoded.values.count == 1)
        #expect(decoded.values[0]["a"] == .boolean(true))
        #expect(decoded.error != nil)
    }

    @Test("a strict array that is cut keeps its elements")
    func cutArray() {
        let decoded = payload("0A 00000003 0101 02 0005 68")
        #expect(decoded.values == [.array([.boolean(true), .truncated(4)])])
        #expect(decoded.trailing == 7..<11)
    }

    @Test("text that is not UTF-8 is shown with replacements and kept as it was")
    func latin1() {
        let (value, error, _) = amf0("02 0004 636166E9")
        #expect(error == nil)
        guard case .string(let text) = value else {
            Issue.record("not a string: \(value)")
            return
        }
        #expect(text.string == "caf\u{FFFD}")
        #expect(text.invalidBytes == hex("636166E9"))
        #expect(text.bytes == hex("636166E9"))
        #expect(text != "caf\u{FFFD}")
    }

    @Test("texts that Unicode calls equivalent are different when their bytes are")
    func equivalence() {
        #expect(AMFText("\u{E9}") != AMFText("e\u{301}"))
        #expect(AMFText(bytes: hex("C3A9")) == AMFText("\u{E9}"))
        var text = AMFText(bytes: hex("FF"))
        text.string = "***"
        #expect(text.invalidBytes == nil)
    }

    @Test("a decoder goes on behind a value it failed in, if told where")
    func recovers() throws {
        let bytes = hex("04 05")
        let span = bytes.span
        var reader = ByteReader(span.bytes)
        var decoder = AMF0Decoder()
        #expect(throws: DecodeError.self) { try decoder.value(from: &reader) }
        #expect(reader.position == 0)
        try reader.skip(1)
        #expect(try decoder.value(from: &reader) == .null)
    }

    @Test("a NaN equals itself, and 0 is not -0")
    func bitEquality() {
        #expect(AMFValue.number(.nan) == .number(.nan))
        #expect(AMFValue.number(0) != .number(-0.0))
        #expect(AMFValue.doubleVector([.nan]) == .doubleVector([.nan]))
        #expect(AMFValue.date(milliseconds: .nan, timeZone: 0) == .date(milliseconds: .nan, timeZone: 0))
        #expect(AMFValue.array([.number(.nan)]) == .array([.number(.nan)]))
        #expect(AMFValue.integer(1) != .number(1))
    }
}
