import Dissection
import Packets
import Segments
import TestSupport

/// A connection put together packet by packet, with right sequence numbers: what the two sides say is up to the test.
///
/// Each packet comes a millisecond after the one before it, unless `wait` lets time pass.
struct BuiltSession {
    private(set) var packets: [CaptureBuilder.Record] = []
    /// Of the chunks to come, by `Direction`; `chunkSize` and `habit` may be set.
    var chunks = [ChunkBuilder(), ChunkBuilder()]
    /// Nanoseconds since 1970 of the next packet.
    var time: Int64

    private let client: Endpoint
    private let server: Endpoint
    /// Of the next byte, by `Direction`.
    private var sequence: [UInt32] = [1000, 2000]
    private var sent = [0, 0]

    /// - Parameter opened: Begins with SYN and SYN+ACK; without them the capture begins in the middle.
    init(clientPort: UInt16 = 50_000, serverPort: UInt16 = 1935, opened: Bool = true, time: Int64 = 1_700_000_000) {
        client = Endpoint(address: Address(ipv4: 0xc000_0201), port: clientPort)
        server = Endpoint(address: Address(ipv4: 0xc633_6407), port: serverPort)
        self.time = time * 1_000_000_000
        guard opened else { return }
        packet(.clientToServer, flags: [.syn], [])
        sequence[0] &+= 1
        packet(.serverToClient, flags: [.syn, .ack], [])
        sequence[1] &+= 1
        packet(.clientToServer, [])
    }

    // MARK: Time and packets

    mutating func wait(seconds: Double) { time += Int64(seconds * 1e9) }

    /// Bytes of a side, in packets of at most `maximum`.
    mutating func send(_ direction: Direction, _ bytes: [UInt8], maximum: Int = 1400) {
        for start in stride(from: 0, to: bytes.count, by: maximum) {
            packet(direction, Array(bytes[start..<min(start + maximum, bytes.count)]))
        }
    }

    /// Bytes that were sent and are not in the capture.
    mutating func lose(_ direction: Direction, count: Int) { sequence[Int(direction.rawValue)] &+= UInt32(count) }

    mutating func close(_ direction: Direction, reset: Bool = false) {
        packet(direction, flags: reset ? [.rst, .ack] : [.fin, .ack], [])
        if !reset { sequence[Int(direction.rawValue)] &+= 1 }
    }

    /// SYN, answered by RST: for a session that is not opened.
    mutating func refuse() {
        packet(.clientToServer, flags: [.syn], [])
        sequence[0] &+= 1
        sequence[1] = 0
        packet(.serverToClient, flags: [.rst, .ack], [])
    }

    private mutating func packet(_ direction: Direction, flags: Segment.Flags = [.ack], _ payload: [UInt8]) {
        let own = Int(direction.rawValue)
        let (from, to) = direction == .clientToServer ? (client, server) : (server, client)
        let frame = PacketBuilder.frame(
            from: from, to: to, sequence: sequence[own],
            acknowledgement: flags == [.syn] ? 0 : sequence[1 - own], flags: flags, payload: payload)
        packets.append(CaptureBuilder.Record(frame, at: time))
        sequence[own] &+= UInt32(payload.count)
        time += 1_000_000
    }

    // MARK: RTMP

    /// The simple handshake, both sides.
    mutating func handshake() {
        send(.clientToServer, [3] + SimpleHandshake.block)
        send(.serverToClient, SimpleHandshake.side)
        send(.clientToServer, SimpleHandshake.block)
    }

    /// A message in as many chunks as it takes.
    mutating func message(
        _ direction: Direction, type: UInt8, csid: Int = 3, stream: UInt32 = 0, timestamp: UInt32 = 0,
        format: UInt8 = 0, form: ChunkBuilder.BasicHeaderForm = .shortest, _ payload: [UInt8]
    ) {
        let index = Int(direction.rawValue)
        chunks[index].write(
            SentMessage(
                chunkStreamID: csid, type: type, messageStreamID: stream, timestamp: timestamp, payload: payload),
            format: format, form: form)
        flush(direction)
    }

    /// Sends what has been written to `chunks` of a direction.
    mutating func flush(_ direction: Direction) {
        let index = Int(direction.rawValue)
        let bytes = chunks[index].bytes
        send(direction, Array(bytes[sent[index]...]))
        sent[index] = bytes.count
    }

    mutating func command(
        _ direction: Direction, _ name: String, _ transaction: Double, _ arguments: [AMF0Bytes] = [.null],
        csid: Int = 3, stream: UInt32 = 0
    ) {
        let values = [.string(name), .number(transaction)] + arguments
        message(direction, type: 20, csid: csid, stream: stream, values.flatMap(\.bytes))
    }

    mutating func data(_ direction: Direction, _ values: [AMF0Bytes], csid: Int = 4, stream: UInt32 = 1) {
        message(direction, type: 18, csid: csid, stream: stream, values.flatMap(\.bytes))
    }

    /// A control message of one or more 32-bit numbers on chunk stream 2.
    mutating func control(_ direction: Direction, type: UInt8, _ value: UInt32, extra: [UInt8] = []) {
        message(direction, type: type, csid: 2, ChunkBuilder.u32(value) + extra)
    }

    /// Handshake, connect, createStream and publish, all answered: what every publisher begins with.
    static func publishing(_ name: String = "cam", clientPort: UInt16 = 50_000) -> BuiltSession {
        var session = BuiltSession(clientPort: clientPort)
        session.handshake()
        session.command(
            .clientToServer, "connect", 1,
            [.object([("app", .string("live")), ("tcUrl", .string("rtmp://198.51.100.7/live"))])])
        session.control(.serverToClient, type: 5, 5_000_000)
        session.control(.serverToClient, type: 6, 5_000_000, extra: [2])
        session.command(
            .serverToClient, "_result", 1,
            [
                .object([("fmsVer", .string("FMS/3,0,1,123"))]),
                .object([("level", .string("status")), ("code", .string("NetConnection.Connect.Success"))]),
            ])
        session.control(.clientToServer, type: 5, 5_000_000)
        session.command(.clientToServer, "createStream", 2)
        session.command(.serverToClient, "_result", 2, [.null, .number(1)])
        session.command(.clientToServer, "publish", 3, [.null, .string(name), .string("live")], csid: 8, stream: 1)
        session.command(
            .serverToClient, "onStatus", 0,
            [.null, .object([("level", .string("status")), ("code", .string("NetStream.Publish.Start"))])],
            csid: 5, stream: 1)
        return session
    }

    /// How a publisher takes its leave.
    mutating func unpublish() {
        command(.clientToServer, "deleteStream", 4, [.null, .number(1)])
        close(.clientToServer)
        close(.serverToClient)
    }
}
