import AMF
import Dissection
import Foundation
import Packets
import RTMP
import Renderings
import TestSupport
import Testing

/// What the JSON says beside the fields of each message: capabilities, metadata, answers, totals.
@Suite struct JSONContentTests {
    private static func sample() throws -> [[String: Any]] { try Rendered.events(of: SampleSession.records) }

    private static func bodies(_ kind: String) throws -> [[String: Any]] {
        try sample().compactMap { $0[kind] as? [String: Any] }
    }

    @Test("connect and its answer carry capabilities, spelled out")
    func capabilities() throws {
        let commands = try Self.bodies("command")
        let connect = commands.first { $0["name"] as? String == "connect" }?["capabilities"] as? [String: Any]
        let extended = connect?["caps_ex"] as? [String: Any]
        #expect(extended?["names"] as? [String] == ["reconnect", "multitrack", "mod ex", "timestamp nano offset"])
        #expect(connect?["fourcc_list"] as? [String] == ["hvc1", "*"])
        #expect((connect?["audio_codecs"] as? [String: Any])?["names"] as? [String] == ["mp3", "aac"])
        // In the answer they stand in the second object.
        let results = commands.filter { $0["name"] as? String == "_result" }
        #expect((results.first?["capabilities"] as? [String: Any])?["audio_fourcc_info_map"] != nil)
        #expect(results.dropFirst().allSatisfy { $0["capabilities"] == nil })
        #expect(commands.filter { $0["name"] as? String == "publish" }.allSatisfy { $0["capabilities"] == nil })
    }

    @Test("metadata are laid out, and so are cue points inside aggregates")
    func metadata() throws {
        let data = try Self.bodies("data").first
        #expect(data?["instruction"] as? String == "@setDataFrame")
        #expect(data?["handler"] as? String == "onMetaData")
        #expect((data?["metadata"] as? [String: Any])?["width"] as? Int == 1280)
        #expect((data?["metadata"] as? [String: Any])?["video_codec"] as? String == "h264")
        let inner = try Self.bodies("aggregate").first?["messages"] as? [[String: Any]]
        #expect((inner?.last?["data"] as? [String: Any])?["meaning"] as? String == "cue point")
        #expect(inner?.last?["timestamp"] as? Int == 801)
    }

    @Test("an SCTE-35 section in a data message is decoded")
    func splice() throws {
        // splice_insert, event 5, out of network, at once: base64 of the section.
        let section = "/DAbAAAAAAAAAP/wCgUAAAAFf9/wAAAAAAAAAAA="
        var connection = BuiltConnection()
        connection.handshake()
        connection.data(.client, [.string("onSCTE35"), .object([("event", .string(section))])])
        let data = try Rendered.events(of: connection.records).compactMap { $0["data"] as? [String: Any] }.first
        let splice = data?["splice"] as? [String: Any]
        #expect(splice?["command"] as? String == "splice_insert")
        #expect(splice?["event_id"] as? Int == 5)
    }

    @Test("answers name their call, and the flow's end has the totals of both directions")
    func answers() throws {
        let events = try Self.sample()
        let answers = try Self.bodies("command").compactMap { $0["answers"] as? [String: Any] }
        #expect(answers.map { $0["name"] as? String } == ["connect", "createStream", "publish"])
        #expect(answers.first?["latency"] as? Double == 0.005)
        let end = events.first { $0["event"] as? String == "flow_end" }
        #expect((end?["c2s"] as? [String: Any])?["messages"] as? Int == 54)
        #expect(end?["closed_by"] as? String == "client")
        #expect(
            (end?["unanswered"] as? [[String: Any]])?.map { $0["name"] as? String } == ["releaseStream", "FCUnpublish"])
        let tracks = (end?["streams"] as? [[String: Any]])?.first?["tracks"] as? [[String: Any]]
        #expect(tracks?.map { $0["kind"] as? String } == ["audio", "video"])
        #expect(tracks?.last?["frame_rate"] as? Double == 25)
        #expect((end?["virtual_host"] as? [String: Any])?["name"] as? String == "cam.example")
        #expect(end?["client_software"] as? String == "Tester/1.2")
    }

    @Test("payloads and chunks are there where they were asked for, byte by byte")
    func payloads() throws {
        var options = DissectionOptions()
        options.messages.keepsPayload = true
        options.messages.reportsChunks = true
        var connection = BuiltConnection()
        connection.handshake()
        let payload = AMF0Bytes.all([.string("call"), .number(9), .null, .text([0xff, 0x00])])
        connection.message(.client, type: 20, payload)
        let events = try Rendered.events(of: connection.records, options: options)
        let message = events.first { $0["event"] as? String == "message" }
        #expect(message?["payload"] as? String == Data(payload).base64EncodedString())
        let chunk = events.first { $0["event"] as? String == "chunk" }
        // fmt 0 on chunk stream 3, timestamp 0, 22 bytes of type 20 on stream 0.
        #expect(chunk?["header"] as? String == "03000000" + "000016" + "14" + "00000000")
    }

    @Test("numbers that are none never reach the JSON")
    func notNumbers() throws {
        var connection = BuiltConnection()
        connection.handshake()
        connection.command(.client, "connect", .nan, [.object([("capsEx", .number(.infinity)), ("x", .number(.nan))])])
        connection.data(
            .client,
            [.string("onMetaData"), .object([("width", .number(.nan)), ("framerate", .number(-.infinity))])])
        let events = try Rendered.events(of: connection.records)
        let command = events.compactMap { $0["command"] as? [String: Any] }.first
        #expect(command?["transaction_id"] is NSNull)
        let data = events.compactMap { $0["data"] as? [String: Any] }.first
        #expect((data?["metadata"] as? [String: Any])?["width"] is NSNull)
        let schema = try JSONSchema.ofRepository()
        for event in events { try schema.validate(event) }
    }

    @Test("times are UTC with nanoseconds, before 1970 as well; elapsed keeps every digit")
    func times() throws {
        var connection = BuiltConnection(time: 1_700_000_000_123_456_789)
        connection.handshake()
        let lines = String(decoding: Rendered.output(of: connection.records, JSONLinesRenderer()), as: UTF8.self)
        #expect(lines.contains(#""time":"2023-11-14T22:13:20.123456789Z","elapsed":0.000000000"#))
        // C0 and C1 are complete with the fifth packet.
        #expect(lines.contains(#""time":"2023-11-14T22:13:20.127456789Z","elapsed":0.004000000"#))
        let old = BuiltConnection(time: -1)
        var renderer = JSONLinesRenderer()
        var output: [UInt8] = []
        var totals = CaptureTotals()
        totals.firstTime = .init(nanoseconds: old.time)
        renderer.end(
            CaptureDescription(file: "", format: "", linkTypes: [], snapshotLength: nil), totals: totals, to: &output)
        #expect(String(decoding: output, as: UTF8.self).contains("1970-01-01T00:00:00.002999999Z"))
    }
}
