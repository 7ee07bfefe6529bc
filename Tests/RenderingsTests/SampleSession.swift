import TestSupport

/// A session with a message of every kind, which is not dull anywhere.
enum SampleSession {
    static let records: [CaptureBuilder.Record] = connection().records

    static func connection() -> BuiltConnection {
        var session = BuiltConnection()
        session.handshake()
        session.command(
            .client, "connect", 1,
            [
                .object([
                    ("app", .string("live?vhost=cam.example")),
                    ("flashVer", .string("FMLE/3.0 (compatible; Tester/1.2)")),
                    ("tcUrl", .string("rtmp://198.51.100.7/live")), ("audioCodecs", .number(0x404)),
                    ("fourCcList", .strictArray([.string("hvc1"), .string("*")])), ("capsEx", .number(15)),
                    ("videoFourCcInfoMap", .object([("hvc1", .number(5))])),
                ])
            ])
        // 5: window, 6: peer bandwidth with its limit, 1: chunk size, 4: StreamBegin 0.
        session.message(.server, type: 5, csid: 2, PacketBuilder.u32(5_000_000))
        session.message(.server, type: 6, csid: 2, PacketBuilder.u32(5_000_000) + [2])
        session.message(.server, type: 1, csid: 2, PacketBuilder.u32(4096))
        session.chunks[1].chunkSize = 4096
        session.message(.server, type: 4, csid: 2, [0, 0, 0, 0, 0, 0])
        session.command(
            .server, "_result", 1,
            [
                .object([("fmsVer", .string("FMS/3,0,1,123")), ("capabilities", .number(31))]),
                .object([
                    ("level", .string("status")), ("code", .string("NetConnection.Connect.Success")),
                    ("description", .string("Connection succeeded.")),
                    ("audioFourCcInfoMap", .object([("*", .number(4))])),
                ]),
            ])
        session.command(.client, "releaseStream", 2, [.null, .string("cam?key=1")])
        session.command(.client, "createStream", 3)
        session.command(.server, "_result", 3, [.null, .number(1)])
        session.command(.client, "publish", 4, [.null, .string("cam?key=1"), .string("live")], stream: 1)
        session.status("NetStream.Publish.Start")
        session.data(
            .client,
            [
                .string("@setDataFrame"), .string("onMetaData"),
                .ecmaArray([
                    ("width", .number(1280)), ("height", .number(720)), ("videocodecid", .number(7)),
                    ("audiocodecid", .number(10)), ("encoder", .string("Tester/1.2")), ("stereo", .boolean(true)),
                ]),
            ])
        // AAC: sequence header (LC, 44.1 kHz, stereo), then raw frames. AVC frames of one NAL unit, key and inter.
        session.message(.client, type: 8, csid: 4, stream: 1, [0xaf, 0, 0x12, 0x10])
        for index in 0..<20 as Range<UInt32> {
            session.message(
                .client, type: 9, csid: 6, stream: 1, timestamp: index * 40,
                [index % 10 == 0 ? 0x17 : 0x27, 1, 0, 0, 40, 0, 0, 0, 2, index % 10 == 0 ? 0x65 : 0x41, 0x88])
            session.message(.client, type: 8, csid: 4, stream: 1, timestamp: index * 40, [0xaf, 1, 0x21, 0x10])
        }
        // 3: acknowledgement. 4: PingRequest and its answer, an event that nobody knows.
        session.message(.client, type: 3, csid: 2, PacketBuilder.u32(100_000))
        session.message(.server, type: 4, csid: 2, [0, 6] + PacketBuilder.u32(77))
        session.message(.client, type: 4, csid: 2, [0, 7] + PacketBuilder.u32(77))
        session.message(.client, type: 4, csid: 2, [0, 99, 1, 2, 3])
        // 22: an aggregate of audio and metadata. 19: a shared object that sends a message. 99: unknown.
        let inner = [
            SentMessage(chunkStreamID: 0, type: 8, messageStreamID: 0, timestamp: 900, payload: [0xaf, 1, 0x21]),
            SentMessage(
                chunkStreamID: 0, type: 18, messageStreamID: 0, timestamp: 901,
                payload: AMF0Bytes.all([
                    .string("onCuePoint"), .object([("name", .string("x")), ("time", .number(1))]),
                ])),
        ]
        session.message(.client, type: 22, csid: 7, stream: 1, timestamp: 800, ChunkBuilder.aggregate(of: inner))
        let sent = AMF0Bytes.all([.string("hello"), .number(1)])
        session.message(
            .client, type: 19, csid: 7,
            PacketBuilder.u16(4) + Array("chat".utf8) + [UInt8](repeating: 0, count: 12) + [6]
                + PacketBuilder.u32(UInt32(sent.count)) + sent)
        session.message(.client, type: 99, csid: 7, [1, 2, 3])
        session.command(.client, "FCUnpublish", 5, [.null, .string("cam")])
        session.command(.client, "deleteStream", 6, [.null, .number(1)])
        session.close(.client)
        session.close(.server)
        return session
    }
}
