import Segments
import TestSupport

/// What a publisher and its server say, with what a test changes about it.
struct PublishScript {
    enum Answer { case status, result, refusal, none }

    var connectObject: [(String, AMF0Bytes)] = [
        ("app", .string("live")), ("flashVer", .string("FMLE/3.0")), ("tcUrl", .string("rtmp://198.51.100.7/live")),
    ]
    var clientPort: UInt16 = 50_000
    /// ms before the answer to connect.
    var connectLatency: Int64 = 1
    /// Of the server's chunks, said before the answer to connect.
    var chunkSize: UInt32 = 4096
    /// Everything up to createStream is sent before connect is answered.
    var waits = true
    var hasFCPublish = true
    var fcPublishComesLate = false
    /// Given by the server, and used for publishing.
    var givenStream = 1.0
    var usedStream: UInt32 = 1
    var name = "cam"
    var publishTransaction = 5.0
    var answer = Answer.status
    var statusCSID = 5
    var statusTransaction = 0.0
    /// An acknowledgement and a ping in the midst of it.
    var hasAcknowledgements = false
    var hasMedia = true
    /// ms of silence before the end.
    var silence: Int64 = 500
    var closes = true
    /// Whether what each side sent is in the capture.
    var seesClient = true
    var seesServer = true

    func records() -> [CaptureBuilder.Record] {
        var session = BuiltConnection(
            client: .init(address: .init(ipv4: 0xc000_0201), port: clientPort))
        session.handshake()
        connect(&session)
        if hasAcknowledgements {
            // Type 3: the sequence number; type 4, event 6: a ping.
            session.message(.server, type: 3, csid: 2, [0, 0, 0x20, 0])
            session.message(.server, type: 4, csid: 2, [0, 6, 0, 0, 0, 9])
        }
        publish(&session)
        if hasMedia {
            session.data(
                .client, [.string("@setDataFrame"), .string("onMetaData"), .ecmaArray([("width", .number(160))])],
                stream: usedStream)
            // AAC: a sequence header (LC, 44.1 kHz, stereo), then frames.
            session.message(.client, type: 8, csid: 4, stream: usedStream, [0xaf, 0x00, 0x12, 0x10])
            for frame in 0..<5 {
                session.message(
                    .client, type: 8, csid: 4, stream: usedStream, timestamp: UInt32(frame * 23), [0xaf, 0x01, 1, 2, 3])
            }
        }
        session.wait(milliseconds: silence)
        if closes {
            command(&session, .client, "deleteStream", 7, [.null, .number(givenStream)])
            session.close(.client)
            session.close(.server)
        }
        return session.records.filter { record in
            // The source port, behind Ethernet and IPv4.
            let isOfClient = Int(record.bytes[34]) << 8 | Int(record.bytes[35]) == Int(clientPort)
            return isOfClient ? seesClient : seesServer
        }
    }

    private func connect(_ session: inout BuiltConnection) {
        command(&session, .client, "connect", 1, [.object(connectObject)])
        if !waits { prepare(&session) }
        session.wait(milliseconds: connectLatency)
        session.message(.server, type: 1, csid: 2, PacketBuilder.u32(chunkSize))
        session.chunks[BuiltConnection.Sender.server.rawValue].chunkSize = Int(chunkSize)
        command(
            &session, .server, "_result", 1,
            [
                .object([("fmsVer", .string("FMS/3,0,1,123"))]),
                .object([("level", .string("status")), ("code", .string("NetConnection.Connect.Success"))]),
            ])
        if waits { prepare(&session) }
        command(&session, .server, "_result", 4, [.null, .number(givenStream)])
    }

    private func prepare(_ session: inout BuiltConnection) {
        if hasFCPublish, !fcPublishComesLate {
            command(&session, .client, "FCPublish", 3, [.null, .string(name)])
        }
        command(&session, .client, "createStream", 4)
    }

    private func publish(_ session: inout BuiltConnection) {
        command(
            &session, .client, "publish", publishTransaction, [.null, .string(name), .string("live")], csid: 8,
            stream: usedStream)
        if hasFCPublish, fcPublishComesLate {
            command(&session, .client, "FCPublish", 3, [.null, .string(name)])
        }
        switch answer {
        case .status: status(&session, "NetStream.Publish.Start", "status")
        case .refusal: status(&session, "NetStream.Publish.BadName", "error")
        case .result: command(&session, .server, "_result", publishTransaction, csid: statusCSID)
        case .none: break
        }
    }

    private func status(_ session: inout BuiltConnection, _ code: String, _ level: String) {
        command(
            &session, .server, "onStatus", statusTransaction,
            [.null, .object([("level", .string(level)), ("code", .string(code))])], csid: statusCSID,
            stream: usedStream)
    }

    private func command(
        _ session: inout BuiltConnection, _ sender: BuiltConnection.Sender, _ name: String, _ transaction: Double,
        _ arguments: [AMF0Bytes] = [.null], csid: Int = 3, stream: UInt32 = 0
    ) {
        session.message(
            sender, type: 20, csid: csid, stream: stream,
            AMF0Bytes.all([.string(name), .number(transaction)] + arguments))
    }
}
