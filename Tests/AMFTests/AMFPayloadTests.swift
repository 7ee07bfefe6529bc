import AMF
import Bytes
import Testing

@Suite("AMF payloads")
struct AMFPayloadTests {
    @Test("an empty payload holds nothing and lacks nothing", arguments: [false, true])
    func empty(hasSelector: Bool) {
        let decoded = payload([], hasSelector: hasSelector)
        #expect(decoded.values.isEmpty)
        #expect(decoded.error == nil)
        #expect(decoded.selector == nil)
    }

    @Test("a format byte alone is a format byte")
    func selectorOnly() {
        let decoded = payload("00", hasSelector: true)
        #expect(decoded.selector == 0)
        #expect(decoded.values.isEmpty)
        #expect(decoded.error == nil)
    }

    @Test("types 18 and 20 have no format byte")
    func noSelector() {
        let decoded = payload("00 3FF0000000000000")
        #expect(decoded.selector == nil)
        #expect(decoded.values == [.number(1)])
    }

    @Test("format 3 is tried as AMF3 throughout")
    func amf3Format() {
        // "foo", 1, null, &0
        let decoded = payload("03 0607666F6F 0401 01 0600", hasSelector: true)
        #expect(decoded.selector == 3)
        #expect(decoded.values == [.string("foo"), .integer(1), .null, .string("foo")])
        #expect(decoded.error == nil)
    }

    @Test("format 3 that begins like a message and breaks off keeps what was read")
    func amf3FormatCut() {
        let decoded = payload("03 0607666F6F 05 3FF0", hasSelector: true)
        #expect(decoded.values == [.string("foo"), .truncated(3)])
        #expect(decoded.trailing == 6..<9)
    }

    @Test("format 3 that is no AMF3 stays undecoded")
    func notAMF3() {
        let decoded = payload("03 01 FF 02", hasSelector: true)
        #expect(decoded.selector == 3)
        #expect(decoded.values.isEmpty)
        #expect(decoded.error?.position == 2)
        #expect(decoded.trailing == 1..<4)
    }

    @Test("an undefined format stays undecoded", arguments: [0x01, 0x05, 0x11, 0xFF] as [UInt8])
    func undefinedFormat(format: UInt8) {
        let decoded = payload([format, 0x05, 0x05], hasSelector: true)
        #expect(decoded.selector == format)
        #expect(decoded.values.isEmpty)
        #expect(decoded.error == DecodeError(.invalid(what: "AMF format selector", value: UInt64(format)), at: 0))
        #expect(decoded.trailing == 1..<3)
    }

    @Test("positions count from the start of the span, and a payload ends where its reader does")
    func positions() throws {
        // A payload of three bytes in the middle of others.
        let bytes = hex("FFFFFFFF 05 02 00 FFFF")
        let span = bytes.span
        var whole = ByteReader(span.bytes)
        try whole.skip(4)
        var part = try whole.limited(to: 3)
        let decoded = AMFPayload(from: &part, hasSelector: false)
        #expect(decoded.values == [.null, .truncated(2)])
        #expect(decoded.error == DecodeError(.truncated(needed: 2, available: 1), at: 6))
        #expect(decoded.trailing == 5..<7)
        #expect(part.remaining == 0)
        #expect(whole.position == 7)
    }
}
