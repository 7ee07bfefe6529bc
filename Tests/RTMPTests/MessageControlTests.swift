import Bytes
import Fields
import RTMP
import TestSupport
import Testing

/// Types 1 to 6: RTMP 1.0 § 5.4 and § 7.1.7.
@Suite("Control messages")
struct MessageControlTests {
    @Test("Set Chunk Size")
    func setChunkSize() throws {
        guard case .setChunkSize(let message) = try body(.setChunkSize, hex("00001000")) else {
            Issue.record("another body")
            return
        }
        #expect(message.rawValue == 4096)
        #expect(message.chunkSize == 4096)
    }

    @Test("Abort")
    func abort() throws {
        let body = try body(.abort, hex("0001003f"))
        guard case .abort(let message) = body else {
            Issue.record("another body")
            return
        }
        #expect(message.chunkStreamID == 65_599)
        #expect(body.fields == [Field("csid", .integer(65_599))])
        #expect(body.kind == "control")
    }

    @Test("Acknowledgement")
    func acknowledgement() throws {
        let body = try body(.acknowledgement, hex("ffffffff"))
        guard case .acknowledgement(let message) = body else {
            Issue.record("another body")
            return
        }
        #expect(message.sequenceNumber == .max)
        #expect(body.fields == [Field("sequence_number", .integer(4_294_967_295))])
    }

    @Test("Window Acknowledgement Size")
    func window() throws {
        let body = try body(.windowAcknowledgementSize, hex("002625a0"))
        guard case .windowAcknowledgementSize(let message) = body else {
            Issue.record("another body")
            return
        }
        #expect(message.windowSize == 2_500_000)
        #expect(body.fields == [Field("window_size", .integer(2_500_000))])
    }

    @Test(
        "Set Peer Bandwidth, with its limit, with an invented one and with none",
        arguments: [
            ("00", .hard, "hard"), ("01", .soft, "soft"), ("02", .dynamic, "dynamic"), ("09", .init(rawValue: 9), "9"),
            ("", nil, nil),
        ] as [(String, SetPeerBandwidth.Limit?, String?)])
    func bandwidth(digits: String, limit: SetPeerBandwidth.Limit?, name: String?) throws {
        let body = try body(.setPeerBandwidth, hex("004c4b40" + digits))
        guard case .setPeerBandwidth(let message) = body else {
            Issue.record("another body")
            return
        }
        #expect(message.windowSize == 5_000_000)
        #expect(message.limit == limit)
        #expect(
            body.fields == [Field("window_size", .integer(5_000_000))]
                + (name.map { [Field("limit", .text($0))] } ?? []))
    }

    // MARK: User Control

    struct Sample: Sendable, CustomTestStringConvertible {
        var event: UInt16
        var name: String?
        var data: String
        var argument: UserControl.Argument
        var testDescription: String { name ?? "\(event)" }
    }

    static let digest = (0..<32).map { UInt8($0 + 0x40) }

    static let samples: [Sample] = [
        Sample(event: 0, name: "StreamBegin", data: "00000001", argument: .stream(1)),
        Sample(event: 1, name: "StreamEOF", data: "00000002", argument: .stream(2)),
        Sample(event: 2, name: "StreamDry", data: "00000003", argument: .stream(3)),
        Sample(
            event: 3, name: "SetBufferLength", data: "00000001 02255100",
            argument: .bufferLength(stream: 1, milliseconds: 36_000_000)),
        Sample(event: 4, name: "StreamIsRecorded", data: "ffffffff", argument: .stream(.max)),
        Sample(event: 6, name: "PingRequest", data: "00000d0f", argument: .timestamp(3343)),
        Sample(event: 7, name: "PingResponse", data: "00000d0f", argument: .timestamp(3343)),
        Sample(event: 26, name: "SWFVerifyRequest", data: "01", argument: .swfVerifyRequest(1)),
        Sample(
            event: 27, name: "SWFVerifyResponse", data: "0101 000f4240 000f4240" + digest.hexadecimal,
            argument: .swfVerifyResponse(version: 0x0101, size: 1_000_000, digest: digest)),
        Sample(event: 31, name: "BufferEmpty", data: "00000001", argument: .stream(1)),
        Sample(event: 32, name: "BufferReady", data: "00000001", argument: .stream(1)),
        Sample(
            event: 34, name: "FlowSynchronization", data: "00000005 00000002",
            argument: .synchronization(id: 5, count: 2)),
        Sample(
            event: 41, name: "SetKeepaliveTimers", data: "00002710 00004e20",
            argument: .keepalive(server: 10_000, peer: 20_000)),
        Sample(event: 5, name: nil, data: "", argument: .none),
        Sample(event: 0xffff, name: nil, data: "", argument: .none),
    ]

    private func userControl(_ payload: [UInt8]) throws -> UserControl? {
        guard case .userControl(let message) = try body(.userControl, payload) else { return nil }
        return message
    }

    @Test("every event has its data", arguments: samples)
    func events(sample: Sample) throws {
        let head = [UInt8(sample.event >> 8), UInt8(sample.event & 0xff)]
        let message = try #require(try userControl(head + hex(sample.data)))
        #expect(message.event.rawValue == sample.event)
        #expect(message.event.name == sample.name)
        #expect(message.argument == sample.argument)
        #expect(message.surplus == [])
        let fields = try body(.userControl, head + hex(sample.data)).fields
        #expect(fields.first == Field("event_id", .integer(Int(sample.event))))
        #expect(fields.contains { $0.name == "event" } == (sample.name != nil))
    }

    @Test("bytes behind an event's data are told, of an unknown event all are", arguments: samples)
    func surplus(sample: Sample) throws {
        let head = [UInt8(sample.event >> 8), UInt8(sample.event & 0xff)]
        let payload = head + hex(sample.data) + [0xca, 0xfe]
        let message = try #require(try userControl(payload))
        #expect(message.argument == sample.argument)
        #expect(message.surplus == [0xca, 0xfe])
        #expect(try body(.userControl, payload).fields.last == Field("surplus", .bytes([0xca, 0xfe])))
    }

    @Test("an event cut short is unknown, with all its bytes and the reason", arguments: samples)
    func short(sample: Sample) throws {
        let whole = [UInt8(sample.event >> 8), UInt8(sample.event & 0xff)] + hex(sample.data)
        for count in whole.indices {
            guard case .unknown(let message) = try body(.userControl, Array(whole[..<count])) else {
                Issue.record("\(count) bytes were understood")
                continue
            }
            #expect(message.head == Array(whole[..<count]))
            #expect(message.problem != nil)
        }
    }

    @Test(
        "a control message cut short is unknown, with its bytes and the reason",
        arguments: [.setChunkSize, .abort, .acknowledgement, .windowAcknowledgementSize, .setPeerBandwidth]
            as [MessageTypeID])
    func tooShort(type: MessageTypeID) throws {
        for count in 0..<4 {
            let payload = [UInt8](repeating: 1, count: count)
            let body = try body(type, payload)
            guard case .unknown(let message) = body else {
                Issue.record("\(count) bytes were understood")
                continue
            }
            #expect(message.head == payload)
            #expect(message.problem == DecodeError(.truncated(needed: 4, available: count), at: 0))
            #expect(body.kind == "unknown")
            #expect(body.fields.map(\.name) == ["bytes", "problem"])
        }
    }

    @Test("of a type that nobody knows the first 64 bytes are told", arguments: [0, 64, 65, 1000])
    func unknown(count: Int) throws {
        let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        let body = try body(MessageTypeID(rawValue: 7), payload)
        guard case .unknown(let message) = body else {
            Issue.record("another body")
            return
        }
        #expect(message.head == Array(payload.prefix(64)))
        #expect(message.problem == nil)
        #expect(body.fields == [Field("bytes", .bytes(Array(payload.prefix(64))))])
    }

    @Test("every type has the name of the JSON contract")
    func names() {
        let names: [UInt8: String] = [
            1: "set_chunk_size", 2: "abort", 3: "acknowledgement", 4: "user_control", 5: "window_acknowledgement_size",
            6: "set_peer_bandwidth", 8: "audio", 9: "video", 15: "data", 16: "shared_object", 17: "command",
            18: "data", 19: "shared_object", 20: "command", 22: "aggregate",
        ]
        for type in UInt8.min...UInt8.max { #expect(MessageTypeID(rawValue: type).name == names[type]) }
    }
}
