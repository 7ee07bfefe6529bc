import TestSupport
import Testing
import Transcripts

/// What of a conversation becomes an entry, and what of it a golden keeps.
struct TranscriptBuildingTests {
    private func lines(_ connection: BuiltConnection, _ parts: Set<TranscriptPart> = TranscriptPart.usual) -> [String] {
        let writer = TranscriptWriter(parts: parts)
        let flow = Transcribed.transcript(of: connection).flows[0]
        return flow.entries.filter { writer.keeps($0) }.flatMap { writer.lines(of: $0) }
    }

    @Test("two runs with other ports, times and random bytes have the same golden")
    func normalised() throws {
        let first = Transcribed.transcript(of: Transcribed.publisher())
        let second = Transcribed.transcript(
            of: Transcribed.publisher(
                port: 61_234, time: 1_800_000_000_123_456_789, tcURL: "rtmp://[2001:db8::7]:19350/live"))
        let writer = TranscriptWriter(parts: TranscriptPart.usual)
        #expect(writer.text(of: first) == writer.text(of: second))
        #expect(first != second)
    }

    @Test("a publisher's conversation")
    func publisher() {
        var connection = Transcribed.publisher()
        connection.close(.client)
        #expect(
            lines(connection) == [
                "  → C1: version 3  kind simple",
                "  ← S1: version 3  kind simple",
                "  ← S2: answer echo",
                "  → C2: answer echo",
                "  → connect: app \"live\"  tcUrl \"rtmp://*/live\"  csid 3",
                "  ← result of connect: code \"NetConnection.Connect.Success\"  level \"status\"  "
                    + "fmsVer \"FMS/3,0,1,123\"",
                "      capabilities 31  csid 3",
                "  → createStream: csid 3",
                "  ← result of createStream: stream_id 1  csid 3",
                "  → publish: name \"cam\"  type \"live\"  stream 1  csid 3",
                "  ← onStatus: code \"NetStream.Publish.Start\"  level \"status\"  description \"words\"  "
                    + "answers publish",
                "      stream 1  csid 3",
                "  · end: by client",
            ])
    }

    @Test("what a server draws anew for each run is an asterisk")
    func volatile() {
        var connection = BuiltConnection()
        connection.handshake()
        connection.command(
            .server, "_error", 1,
            [
                .null,
                .object([
                    ("code", .string("NetConnection.Connect.Rejected")),
                    (
                        "description",
                        .string("[ AccessManager.Reject ] : ?reason=needauth&user=u&salt=Wx12&challenge=ab==&opaque=q")
                    ),
                    ("clientid", .number(1_584_259_571)),
                    ("redirect", .string("rtmp://10.0.0.7:1936/live")),
                    ("data", .object([("srs_pid", .string("4711")), ("srs_sig", .string("SRS"))])),
                ]),
            ])
        let text = lines(connection).joined(separator: "\n")
        #expect(text.contains("?reason=needauth&user=u&salt=*&challenge=*&opaque=*\""))
        #expect(text.contains("clientid *"))
        #expect(text.contains("redirect \"rtmp://*/live\""))
        #expect(text.contains("data {srs_pid *, srs_sig \"SRS\"}"))
    }

    @Test("acknowledgements, pings, fmt and transaction ids are kept when they are asked for")
    func more() {
        var connection = Transcribed.publisher()
        // 3: an acknowledgement; 4: PingRequest (6) at 1000 ms.
        connection.message(.server, type: 3, csid: 2, PacketBuilder.u32(12_345))
        connection.message(.server, type: 3, csid: 2, PacketBuilder.u32(23_456))
        connection.message(.server, type: 4, csid: 2, [0, 6] + PacketBuilder.u32(1000))
        let usual = lines(connection).joined(separator: "\n")
        #expect(!usual.contains("acknowledgement") && !usual.contains("Ping") && !usual.contains("fmt"))
        let all = lines(connection, Set(TranscriptPart.allCases)).joined(separator: "\n")
        #expect(all.contains("  ← acknowledgement: count *"))
        #expect(all.contains("  ← PingRequest: count *"))
        #expect(all.contains("publish: name \"cam\"  type \"live\"  transaction 3  stream 1  csid 3  fmt 0"))
        let few = lines(connection, [.commands])
        #expect(few.contains("  → publish") && few.contains("  ← onStatus: answers publish"))
    }

    @Test("a sequence header or metadata that says the same again is told once")
    func repeated() {
        var connection = Transcribed.publisher()
        for name in ["a", "a", "b"] {
            connection.data(
                .client, [.string("@setDataFrame"), .string("onMetaData"), .object([("encoder", .string(name))])])
        }
        // AAC sequence header: LC, 44.1 kHz, stereo; then a frame; then the header again.
        for payload: [UInt8] in [[0xaf, 0, 0x12, 0x10], [0xaf, 1, 0x21], [0xaf, 0, 0x12, 0x10]] {
            connection.message(.client, type: 8, csid: 4, stream: 1, payload)
        }
        let kinds = Transcribed.transcript(of: connection).flows[0].entries.map(\.kind)
        #expect(kinds.count { $0 == "data @setDataFrame onMetaData" } == 2)
        #expect(kinds.count { $0 == "audio sequence header" } == 1)
    }

    @Test("the real sequence headers, media and ends of a capture")
    func capture() throws {
        let transcript = try Transcribed.transcript(ofCapture: "ffmpeg-publishes-to-nginx.pcap")
        let flow = try #require(transcript.flows.first)
        #expect(TranscriptWriter.title(of: flow) == "publish \"live/stream\"")
        let entries = flow.entries
        let video = try #require(entries.first { $0.kind == "video" })
        #expect(video["codec"] == .word("h264") && video["frames"] == .number(40))
        #expect(
            TranscriptWriter(parts: [.media]).lines(of: video) == [
                "  → video: codec h264  frames 40±25%  key_frames 4±2  timestamps monotonic"
            ])
        let connect = try #require(entries.first { $0.kind == "result of connect" })
        // 44.1 ms, as the report says.
        #expect(connect.place?.latency == 44_066_000)
        #expect(connect.place?.chunkStreamID == 3 && connect.place?.transactionID == 1)
        #expect(flow.facts?.client == "127.0.0.1:57356" && flow.facts?.duration == 4_198_116_000)
    }

    @Test("limits are kept to, and told")
    func limits() {
        var limits = TranscriptLimits()
        limits.entriesOfFlow = 5
        limits.flows = 1
        let records = Transcribed.publisher().records + Transcribed.publisher(port: 50_001).records
        let transcript = Transcribed.transcript(of: records, limits: limits)
        #expect(transcript.isTruncated)
        #expect(transcript.flows.count == 1)
        #expect(transcript.flows[0].entries.count <= 6)
        #expect(!Transcribed.transcript(of: records).isTruncated)
        var few = TranscriptLimits()
        few.bytes = 50
        #expect(Transcribed.transcript(of: records, limits: few).isTruncated)
    }
}
