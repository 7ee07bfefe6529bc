import AMF
import Bytes
import Testing

@Suite("AMF3")
struct AMF3DecoderTests {
    @Test("integers have 29 bits, the fourth byte eight of them; over-long forms are accepted")
    func integers() {
        #expect(amf3("04 FFFFFF7F").value == .integer(-129))
        #expect(amf3("04 80808001").value == .integer(1))
        #expect(amf3("04 80C08000").value == .integer(0x20_0000))
        #expect(amf3("04 BFFFFFFF").value == .integer(0xFFF_FFFF))
        #expect(amf3("04 C0808000").value == .integer(-0x1000_0000))
        #expect(amf3("04 FFFFFF").error == DecodeError(.truncated(needed: 1, available: 0), at: 4))
    }

    @Test("the empty string takes no index in the table of strings")
    func emptyString() {
        // ["", "a", "b", &0, &1, &2]
        #expect(
            amf3("09 0D 01 0601 060361 060362 0600 0602 0604").value
                == .array([.string(""), .string("a"), .string("b"), .string("a"), .string("b"), .badReference(2)]))
    }

    @Test("class names, member names and keys share the table of strings with values")
    func stringsShared() {
        // class "T", member "a" → value reference 0; dynamic name reference 1
        let (value, error, _) = amf3("0A 1B 0354 0361 0600 02 0602 01")
        #expect(error == nil)
        #expect(
            value
                == .object(
                    AMFObject(
                        className: "T",
                        members: [
                            AMFMember(name: "a", value: .string("T")), AMFMember(name: "a", value: .string("a")),
                        ])))
    }

    @Test("every complex type takes an index in the table of objects before what is in it")
    func objects() {
        // [date, xml, bytes, vector<int>, vector<object>[&0, &5], dictionary{&6: &7}, &6, &7]
        let (value, error, position) = amf3(
            """
            09 11 01  08 01 0000000000000000  0B 01  0C 01  0D 01 00
            10 05 00 01 0A00 0A0A  11 03 00 0A0C 0A0E  0A0C 0A0E
            """)
        #expect(error == nil)
        #expect(position == 39)
        #expect(
            value
                == .array([
                    .date(milliseconds: 0, timeZone: 0), .xml(""), .bytes([]), .intVector([]),
                    .objectVector(className: "", [.reference(0), .reference(5)]),
                    .dictionary([AMFDictionaryEntry(key: .reference(6), value: .badReference(7))]),
                    .reference(6), .badReference(7),
                ]))
    }

    @Test("any complex marker may be followed by a reference", arguments: [7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17])
    func referenceMarkers(marker: UInt8) {
        #expect(amf3([0x09, 0x03, 0x01, marker, 0x00]).value == .array([.reference(0)]))
        #expect(amf3([marker, 0x02]).value == .badReference(1))
    }

    @Test("traits of anonymous and of externalizable classes take an index too")
    func traits() {
        // [{} anonymous dynamic, ArrayCollection of null, T{a 1}, traits 2 again, traits 1 again]
        let name = "43 666C65782E6D6573736167696E672E696F2E4172726179436F6C6C656374696F6E"
        let (value, error, _) = amf3(
            "09 0B 01  0A 0B 01 01  0A 07 \(name) 01  0A 13 0354 0361 0401  0A 09 0402  0A 05 03")
        #expect(error == nil)
        guard case .array(let elements) = value else {
            Issue.record("not an array: \(value)")
            return
        }
        #expect(elements.map { $0["a"] } == [nil, nil, .integer(1), .integer(2), nil])
        #expect(elements[1]["source"] == .null)
        #expect(elements[4]["source"] == .boolean(true))
    }

    @Test("a reference to traits never sent ends the decoding")
    func badTraits() {
        let (value, error, position) = amf3("0A 05 0101")
        #expect(value == .truncated(4))
        #expect(error == DecodeError(.invalid(what: "AMF3 traits reference", value: 1), at: 2))
        #expect(position == 0)
    }

    @Test("a name that refers to no string ends the decoding and keeps the members before it")
    func badName() {
        let (value, error, position) = amf3("0A 0B 01 0361 03 08 03 01")
        #expect(
            value == .object(AMFObject(members: [AMFMember(name: "a", value: .boolean(true))], isTerminated: false)))
        #expect(error == DecodeError(.invalid(what: "AMF3 string reference", value: 4), at: 6))
        #expect(position == 6)
    }

    @Test("the AMF3 values of one message share their tables")
    func shared() {
        // "a", reference to it, object, reference to it, an object of its traits; AMF0 references are apart
        let decoded = payload("11 060361 11 0600 11 0A0B01 01 11 0A00 11 0A01 01 07 0000")
        #expect(decoded.error == nil)
        #expect(
            decoded.values == [
                .avmPlus(.string("a")), .avmPlus(.string("a")), .avmPlus(.object(AMFObject())),
                .avmPlus(.reference(0)), .avmPlus(.object(AMFObject())), .badReference(0),
            ])
    }

    @Test("the flags of a Flex command announce its values, named or not")
    func flexCommand() {
        // DSC: abstract 0x10 messageId, async none, command 0x03: operation 5 and a bit nobody has named
        let (value, error, _) = amf3("0A 07 07445343  10 060378  00  03 0405 03")
        #expect(error == nil)
        #expect(
            value
                == .externalizable(
                    AMFExternalizable(
                        className: "DSC",
                        values: [
                            AMFMember(name: "messageId", value: .string("x")),
                            AMFMember(name: "operation", value: .integer(5)),
                            AMFMember(name: "commandFlag0Bit1", value: .boolean(true)),
                        ])))
        #expect(value.summary() == #"DSC{messageId "x", operation 5 (client_ping), commandFlag0Bit1 true}"#)
    }

    @Test("an externalizable class of unknown layout takes the rest of the payload with it")
    func unknownExternalizable() {
        // [X(…
        let decoded = payload("11 09 05 01 0A 07 0358 DEADBEEF")
        #expect(
            decoded.values == [
                .avmPlus(
                    .array([.externalizable(AMFExternalizable(className: "X", remainder: hex("DEADBEEF")))]))
            ])
        #expect(decoded.error?.description == "at byte 8: byte count behind an unknown externalizable class is 4")
        #expect(decoded.trailing == 8..<12)
        // With nothing behind it there is nothing that was not understood.
        #expect(payload("11 0A 07 0358").error == nil)
    }

    @Test("a dictionary cut in a value keeps its entries")
    func cutDictionary() {
        let (value, error, _) = amf3("11 05 00 0401 0402 0403 06 07 61")
        #expect(
            value
                == .dictionary([
                    AMFDictionaryEntry(key: .integer(1), value: .integer(2)),
                    AMFDictionaryEntry(key: .integer(3), value: .truncated(3)),
                ]))
        #expect(error == DecodeError(.truncated(needed: 3, available: 1), at: 11))
    }

    @Test("markers above 11 end the decoding")
    func invalidMarker() {
        #expect(amf3("12 00").error == DecodeError(.invalid(what: "AMF3 marker", value: 0x12), at: 0))
        #expect(amf3("12 00").value == .truncated(2))
    }

    @Test("what consumers ask of values looks through the marker 11")
    func access() {
        #expect(payload("11 0405").values[0].number == 5)
        #expect(payload("11 03").values[0].boolean == true)
        #expect(payload("11 060361").values[0].text == "a")
        #expect(payload("11 0A0B01 0361 03 01").values[0]["a"] == .boolean(true))
        #expect(payload("11 09 03 0361 03 01 02").values[0]["a"] == .boolean(true))
        #expect(AMFValue.null.number == nil)
        #expect(AMFValue.null.text == nil)
        #expect(AMFValue.null.boolean == nil)
        #expect(AMFValue.null["a"] == nil)
    }
}
