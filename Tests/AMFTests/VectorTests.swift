import AMF
import Bytes
import Testing

@Suite("Vectors")
struct VectorTests {
    @Test("every AMF0 vector decodes to its value and to its last byte", arguments: Vectors.all.amf0)
    func amf0(vector: Vector) {
        let decoded = payload(vector.bytes)
        #expect(decoded.error == nil)
        #expect(decoded.trailing == nil)
        let json = decoded.values.map(\.json)
        #expect((json.count == 1 ? json[0] : .list(json)) == vector.value ?? .null)
    }

    @Test("every AMF3 vector decodes to its value and to its last byte", arguments: Vectors.all.amf3)
    func amf3(vector: Vector) {
        let (value, error, position) = AMFTests.amf3(vector.bytes)
        #expect(error == nil)
        #expect(position == vector.bytes.count)
        var json = value.json
        if case .date(let milliseconds, let zone) = value {
            #expect(zone == 0)
            json = .record(["$date_ms": .number(milliseconds)])
        }
        #expect(json == vector.value ?? .null)
    }

    @Test("every AMF3 vector decodes the same behind the marker 11 of AMF0", arguments: Vectors.all.amf3)
    func avmPlus(vector: Vector) {
        let decoded = payload([0x11] + vector.bytes + [0x05])
        #expect(decoded.error == nil)
        #expect(decoded.values == [.avmPlus(AMFTests.amf3(vector.bytes).value), .null])
    }

    @Test(
        "every command and data message decodes to its values",
        arguments: Vectors.all.messages.filter { [15, 17, 20].contains($0.type) })
    func message(vector: Vector) {
        let decoded = payload(vector.bytes, hasSelector: vector.type != 20)
        #expect(decoded.error == nil)
        #expect(decoded.trailing == nil)
        #expect(decoded.selector == (vector.name.contains("no-selector") ? nil : 0))
        #expect(.list(decoded.values.map(\.json)) == vector.value)
    }

    @Test("the four raw bytes of an FFmpeg timecode are no AMF, and all are handed on")
    func timecode() throws {
        let vector = try #require(Vectors.all.messages.first { $0.name == "type18-ffmpeg-timecode" })
        let decoded = payload(vector.bytes)
        #expect(decoded.values == [.truncated(4)])
        #expect(decoded.error == DecodeError(.truncated(needed: 8, available: 3), at: 1))
        #expect(decoded.trailing == 0..<4)
    }

    @Test("the value in a shared object's change event decodes within the event")
    func sharedObject() throws {
        let vector = try #require(Vectors.all.messages.first { $0.name == "type19-shared-object-server-reply" })
        let bytes = vector.bytes
        let span = bytes.span
        var reader = ByteReader(span.bytes)
        try reader.skip(2 + 3 + 4 + 4 + 4)  // name "so1", version, persistence, reserved
        try reader.skip(5 + 5)  // events 11 and 8, empty
        #expect(try reader.u8() == 4)
        var event = try reader.limited(to: Int(try reader.u32()))
        try event.skip(2 + 1)  // name "k"
        var decoder = AMF0Decoder()
        #expect(try decoder.value(from: &event) == .number(9))
        #expect(event.remaining == 0)
        #expect(reader.remaining == 0)
    }

    @Test("no vector is left out")
    func counts() {
        #expect(Vectors.all.amf0.count == 27)
        #expect(Vectors.all.amf3.count == 35)
        #expect(Vectors.all.messages.count == 7)
    }
}
