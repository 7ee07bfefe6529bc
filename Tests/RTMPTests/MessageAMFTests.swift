import AMF
import Bytes
import Fields
import RTMP
import TestSupport
import Testing

/// Types 20, 17, 18 and 15: RTMP 1.0 § 7.1.1, § 7.1.2 and § 7.2.
@Suite("Commands and data messages")
struct MessageAMFTests {
    private func command(_ digits: String, _ type: MessageTypeID = .commandAMF0) throws -> Command {
        guard case .command(let command) = try body(type, hex(digits)) else { throw Undelivered(events: 1) }
        return command
    }

    private func data(_ digits: String, _ type: MessageTypeID = .dataAMF0) throws -> DataMessage {
        guard case .data(let data) = try body(type, hex(digits)) else { throw Undelivered(events: 1) }
        return data
    }

    // MARK: Commands

    @Test("name, transaction id, command object and arguments")
    func whole() throws {
        // "publish", 5, null, "cam1", "live"
        let command = try command("02 0007 7075626c697368  00 4014000000000000  05  02 0004 63616d31  02 0004 6c697665")
        #expect(command.name == "publish")
        #expect(command.transactionID == 5)
        #expect(command.arguments == [.null, .string("cam1"), .string("live")])
        #expect(command.selector == nil)
        #expect(command.problem == nil)
        #expect(command.trailing == 0)
        #expect(command.status == nil)
    }

    @Test("type 17 has a format byte before the same values")
    func format() throws {
        let plain = try command("00 02 000c 63726561746553747265616d 00 4000000000000000 05", .commandAMF3)
        #expect(plain.name == "createStream")
        #expect(plain.transactionID == 2)
        #expect(plain.arguments == [.null])
        #expect(plain.selector == 0)
        // "foo", 3, null, and {"x": 1} in AMF3 behind the marker 11.
        let mixed = try command("00 02 0003 666f6f 00 4008000000000000 05 11 0a0b01 0378 0401 01", .commandAMF3)
        #expect(mixed.transactionID == 3)
        #expect(mixed.arguments.count == 2)
        #expect(mixed.arguments.last?["x"]?.number == 1)
        #expect(mixed.problem == nil)
    }

    @Test("type 17 without its format byte is read all the same")
    func noFormat() throws {
        let command = try command("02 0003 666f6f 00 4008000000000000 05", .commandAMF3)
        #expect(command.name == "foo")
        #expect(command.selector == nil)
        #expect(command.problem == nil)
    }

    @Test("without a transaction id the arguments are those that are there")
    func noTransaction() throws {
        let bare = try command("02 0003 666f6f")
        #expect(bare.name == "foo")
        #expect(bare.transactionID == nil)
        #expect(bare.arguments == [])
        // "foo", null, "x"
        let named = try command("02 0003 666f6f 05 02 0001 78")
        #expect(named.transactionID == nil)
        #expect(named.arguments == [.null, .string("x")])
    }

    @Test("without a command object the arguments follow the transaction id")
    func noCommandObject() throws {
        let command = try command("02 0003 666f6f 00 3ff0000000000000 02 0001 78")
        #expect(command.transactionID == 1)
        #expect(command.arguments == [.string("x")])
    }

    @Test("what does not begin with a name keeps its values")
    func noName() throws {
        let command = try command("05 01 01")
        #expect(command.name == "")
        #expect(command.transactionID == nil)
        #expect(command.arguments == [.null, .boolean(true)])
    }

    @Test("without a byte there is nothing but a command")
    func empty() throws {
        for type in [MessageTypeID.commandAMF0, .commandAMF3] {
            let command = try command("", type)
            #expect(command.name == "")
            #expect(command.arguments == [])
            #expect(command.problem == nil)
        }
    }

    @Test("cut short, what came is kept, with the reason")
    func cutShort() throws {
        let whole = hex("02 0007 7075626c697368  00 4014000000000000  05  02 0004 63616d31")
        for count in 1..<whole.count {
            guard case .command(let command) = try body(.commandAMF0, Array(whole[..<count])) else {
                Issue.record("no command of \(count) bytes")
                continue
            }
            // The values end behind 10, 19 and 20 bytes.
            #expect((command.problem == nil) == [10, 19, 20].contains(count), "\(count) bytes")
            #expect((command.name == "publish") == (count >= 10), "\(count) bytes")
            #expect((command.transactionID == 5) == (count >= 19), "\(count) bytes")
        }
    }

    @Test("a transaction id that is no number a person counts with is still itself")
    func oddTransaction() throws {
        let digits = "02 0001 61 00 7ff8000000000000"
        #expect(try command(digits).transactionID?.isNaN == true)
        #expect(try command(digits) == command(digits))
        #expect(try command(digits) != command("02 0001 61 00 7ff8000000000001"))
        #expect(try command(digits) != command("02 0001 61"))
    }

    @Test("status is the info object's, wherever it stands among the arguments")
    func status() throws {
        // "onStatus", 0, null, {level: "status", code: "A.B", description: "d"}
        let command = try command(
            """
            02 0008 6f6e537461747573 00 0000000000000000 05
            03 0005 6c6576656c 02 0006 737461747573 0004 636f6465 02 0003 412e42
               000b 6465736372697074696f6e 02 0001 64 000009
            """)
        #expect(command.status?.level == "status")
        #expect(command.status?.code == "A.B")
        #expect(command.status?.description == "d")
        let fields = try body(
            .commandAMF0,
            hex("02 0001 61 00 0000000000000000 03 0004 636f6465 02 0003 412e42 000009")
        ).fields
        #expect(fields.map(\.name) == ["name", "transaction_id", "arguments", "status"])
        #expect(fields.last?.value == .record([Field("code", .text("A.B"))]))
    }

    // MARK: Data messages

    @Test("a handler's name and its values")
    func dataWhole() throws {
        // "|RtmpSampleAccess", true, false
        let data = try data("02 0011 7c52746d7053616d706c65416363657373 01 01 01 00")
        #expect(data.name == "|RtmpSampleAccess")
        #expect(data.values == [.boolean(true), .boolean(false)])
        #expect(data.problem == nil)
    }

    @Test("type 15 has a format byte, and is read without")
    func dataFormat() throws {
        let plain = try data(
            "00 02 000a 6f6e4d65746144617461 08 00000001 0005 7769647468 00 4084000000000000 000009", .dataAMF3)
        #expect(plain.name == "onMetaData")
        #expect(plain.selector == 0)
        #expect(plain.values.first?["width"]?.number == 640)
        let bare = try data("02 000a 6f6e5465787444617461 03 0004 74657874 02 0002 6869 000009", .dataAMF3)
        #expect(bare.name == "onTextData")
        #expect(bare.selector == nil)
        #expect(bare.values.first?["text"]?.text == "hi")
        #expect(bare.problem == nil)
    }

    @Test("an undefined format is told, and its bytes counted")
    func undefinedFormat() throws {
        let data = try data("07 02 0001 61", .dataAMF3)
        #expect(data.selector == 7)
        #expect(data.name == nil)
        #expect(data.problem == DecodeError(.invalid(what: "AMF format selector", value: 7), at: 0))
        #expect(data.trailing == 4)
    }

    @Test("the four bytes of an FFmpeg timecode track are no values")
    func timecode() throws {
        let data = try data("00000000")
        #expect(data.name == nil)
        #expect(data.problem != nil)
        #expect(try body(.dataAMF0, hex("00000000")).fields.map(\.name) == ["values", "problem"])
    }

    @Test("a data message without values")
    func dataEmpty() throws {
        let data = try data("")
        #expect(data.name == nil)
        #expect(data.values == [])
        #expect(data.problem == nil)
    }
}
