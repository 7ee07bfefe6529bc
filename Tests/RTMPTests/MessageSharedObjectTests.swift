import AMF
import Bytes
import Fields
import RTMP
import TestSupport
import Testing

/// Types 19 and 16.
@Suite("Shared objects")
struct MessageSharedObjectTests {
    /// "so1", version 1, persistent.
    static let head = "0003 736f31 00000001 00000002 00000000"

    private func sharedObject(_ digits: String, _ type: MessageTypeID = .sharedObjectAMF0) throws -> SharedObject {
        guard case .sharedObject(let object) = try body(type, hex(digits)) else { throw Undelivered(events: 1) }
        return object
    }

    /// The one event of a message.
    private func event(_ digits: String) throws -> SharedObjectEvent {
        let object = try sharedObject(Self.head + digits)
        #expect(object.problem == nil)
        #expect(object.events.count == 1)
        return try #require(object.events.first)
    }

    @Test("a client's first word: Use")
    func use() throws {
        let object = try sharedObject("0003736f31 00000000 00000000 00000000 01 00000000")
        #expect(object.name == "so1")
        #expect(object.version == 0)
        #expect(object.persistence == 0)
        #expect(object.flags == 0)
        #expect(object.encoding == nil)
        #expect(object.events.map(\.kind) == [.use])
        #expect(object.problem == nil)
    }

    @Test("a server's answer: UseSuccess, Clear, and the slots")
    func reply() throws {
        let object = try sharedObject(
            "0003736f310000000100000002000000000b000000000800000000040000000c00016b004022000000000000")
        #expect(object.version == 1)
        #expect(object.persistence == 2)
        #expect(object.events.map(\.kind) == [.useSuccess, .clear, .change])
        let change = try #require(object.events.last)
        #expect(change.slots.map(\.name) == ["k"])
        #expect(change.slots.map(\.value) == [.number(9)])
        #expect(change.remainder == [])
    }

    @Test(
        "events without data",
        arguments: [(1, "Use"), (2, "Release"), (8, "Clear"), (11, "UseSuccess")] as [(UInt8, String)])
    func bare(kind: UInt8, name: String) throws {
        let event = try event([kind].hexadecimal + "00000000")
        #expect(event.kind.rawValue == kind)
        #expect(event.kind.name == name)
        #expect(event.slots.isEmpty && event.values.isEmpty && event.remainder.isEmpty)
    }

    @Test(
        "events that name one slot",
        arguments: [(5, "Success"), (9, "Remove"), (10, "RequestRemove")] as [(UInt8, String)])
    func slot(kind: UInt8, name: String) throws {
        let event = try event([kind].hexadecimal + "00000003 0001 6b")
        #expect(event.kind.name == name)
        #expect(event.slots.map(\.name) == ["k"])
        #expect(event.slots.map(\.value) == [nil])
    }

    @Test("a value may follow the slot of a Success")
    func successWithValue() throws {
        let event = try event("05 0000000c 0001 6b 00 4022000000000000")
        #expect(event.slots.map(\.value) == [.number(9)])
    }

    @Test("RequestChange and Change have values, Change many of them")
    func changes() throws {
        let request = try event("03 00000005 0001 6b 01 01")
        #expect(request.kind == .requestChange)
        #expect(request.slots.map(\.value) == [.boolean(true)])
        let change = try event("04 00000008 0001 6b 05 0002 6b6b")
        #expect(change.slots.map(\.name) == ["k"], "the last slot has a name and no value")
        #expect(change.problem == DecodeError(.truncated(needed: 1, available: 0), at: 30))
        let two = try event("04 0000000a 0001 6b 05 0002 6b6b 01 00")
        #expect(two.slots.map(\.value) == [.null, .boolean(false)])
        #expect(two.problem == nil)
    }

    @Test("SendMessage has a handler's name and arguments")
    func sendMessage() throws {
        let event = try event("06 00000008 02 0002 6869 05 01 01")
        #expect(event.kind == .sendMessage)
        #expect(event.values == [.string("hi"), .null, .boolean(true)])
    }

    @Test("Status has a code and a level")
    func status() throws {
        // "SharedObject.NoWriteAccess", "error"
        let event = try event("07 00000023 001a 5368617265644f626a6563742e4e6f5772697465416363657373 0005 6572726f72")
        #expect(event.kind == .status)
        #expect(event.slots.map(\.name) == ["SharedObject.NoWriteAccess", "error"])
    }

    @Test("an event that nobody knows keeps its bytes")
    func unknown() throws {
        let event = try event("63 00000002 cafe")
        #expect(event.kind.name == "99")
        #expect(event.remainder == [0xca, 0xfe])
        #expect(try self.event("00 00000000").kind.name == "0")
    }

    @Test("one bad event does not spoil the next")
    func badEvent() throws {
        // A slot name of 9 bytes in 4, then Clear.
        let object = try sharedObject(Self.head + "09 00000004 0009 6b6b 08 00000000")
        #expect(object.events.map(\.kind) == [.remove, .clear])
        #expect(object.events[0].problem != nil)
        #expect(object.events[1].problem == nil)
        #expect(object.problem == nil)
    }

    @Test("an event longer than the message ends it, with the reason")
    func tooLong() throws {
        let object = try sharedObject(Self.head + "08 00000000 04 ffffffff 0001")
        #expect(object.events.map(\.kind) == [.clear])
        #expect(object.problem == DecodeError(.truncated(needed: 0xffff_ffff, available: 2), at: 27))
        #expect(try body(.sharedObjectAMF0, hex(Self.head + "04 ffffffff")).fields.last?.name == "problem")
    }

    @Test("a message cut in its own fields is unknown")
    func cutShort() throws {
        let head = hex(Self.head)
        for count in head.indices {
            guard case .unknown(let message) = try body(.sharedObjectAMF0, Array(head[..<count])) else {
                Issue.record("\(count) bytes were understood")
                continue
            }
            #expect(message.problem != nil)
            #expect(message.head == Array(head[..<count]))
        }
        #expect(try sharedObject(Self.head).events.isEmpty)
    }

    @Test("type 16 has an encoding byte: 0 for AMF0, 3 for AMF3 values")
    func encodings() throws {
        let amf0 = try sharedObject("00" + Self.head + "04 0000000c 0001 6b 00 4022000000000000", .sharedObjectAMF3)
        #expect(amf0.encoding == 0)
        #expect(amf0.events.first?.slots.map(\.value) == [.number(9)])
        // 04 09: the integer 9 in AMF3.
        let amf3 = try sharedObject("03" + Self.head + "04 00000005 0001 6b 0409", .sharedObjectAMF3)
        #expect(amf3.encoding == 3)
        #expect(amf3.events.first?.slots.map(\.value) == [.integer(9)])
        // The same behind the marker 11 that switches from AMF0.
        let switched = try sharedObject("03" + Self.head + "04 00000006 0001 6b 110409", .sharedObjectAMF3)
        #expect(switched.events.first?.slots.first?.value?.number == 9)
    }

    @Test("fields are those of the JSON contract")
    func fields() throws {
        let body = try body(.sharedObjectAMF0, hex(Self.head + "0b 00000000 05 00000003 0001 6b"))
        #expect(body.kind == "shared_object")
        #expect(
            body.fields == [
                Field("name", .text("so1")), Field("version", .integer(1)), Field("persistent", .flag(true)),
                Field(
                    "events",
                    .list([
                        .record([Field("event_id", .integer(11)), Field("event", .text("UseSuccess"))]),
                        .record([
                            Field("event_id", .integer(5)), Field("event", .text("Success")),
                            Field("slots", .list([.record([Field("name", .text("k"))])])),
                        ]),
                    ])),
            ])
    }
}
