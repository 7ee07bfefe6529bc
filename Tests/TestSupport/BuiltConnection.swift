import Packets
import Segments

/// A TCP connection put together packet by packet, with right sequence numbers: what its sides say is up to the test.
///
///     var connection = BuiltConnection()
///     connection.handshake()
///     connection.command(.client, "connect", 1, [.object([("app", .string("live"))])])
///
/// Each packet comes a millisecond after the one before it, unless `wait` lets time pass.
public struct BuiltConnection: Sendable {
    /// Who sends. The client is who sent the SYN, if one was sent.
    public enum Sender: Int, Sendable, CaseIterable {
        case client = 0
        case server = 1
    }

    /// The frames so far, Ethernet.
    public private(set) var records: [CaptureBuilder.Record] = []
    /// By sender; chunk size and habits may be set.
    public var chunks = [ChunkBuilder(), ChunkBuilder()]
    /// Nanoseconds since 1970 of the next packet.
    public var time: Int64

    /// The endpoint of the client.
    public let client: Endpoint
    /// The endpoint of the server.
    public let server: Endpoint
    /// Of the next byte, by sender.
    private var sequence: [UInt32] = [1000, 2000]
    private var flushed = [0, 0]

    /// - Parameter opened: Begins with the three packets that open a connection; otherwise it is in its midst.
    public init(
        client: Endpoint = Endpoint(address: Address(ipv4: 0xc000_0201), port: 50_000),
        server: Endpoint = Endpoint(address: Address(ipv4: 0xc633_6407), port: 1935),
        opened: Bool = true, time: Int64 = 1_700_000_000_000_000_000
    ) {
        self.client = client
        self.server = server
        self.time = time
        if opened { open() }
    }

    // MARK: Packets

    /// SYN, SYN+ACK, ACK.
    public mutating func open() {
        packet(.client, [.syn])
        packet(.server, [.syn, .ack])
        packet(.client, [.ack])
    }

    /// Lets time pass before the next packet.
    public mutating func wait(milliseconds: Int64) { time += milliseconds * 1_000_000 }

    /// Bytes in packets of at most `maximum`.
    public mutating func send(_ sender: Sender, _ bytes: [UInt8], maximum: Int = 1400) {
        for start in stride(from: 0, to: bytes.count, by: maximum) {
            packet(sender, [.ack, .psh], Array(bytes[start..<min(start + maximum, bytes.count)]))
        }
    }

    /// Bytes that were sent and are not in the capture.
    public mutating func lose(_ sender: Sender, count: Int) { sequence[sender.rawValue] &+= UInt32(count) }

    /// FIN or RST.
    public mutating func close(_ sender: Sender, reset: Bool = false) {
        packet(sender, reset ? [.rst, .ack] : [.fin, .ack])
    }

    private mutating func packet(_ sender: Sender, _ flags: Segment.Flags, _ payload: [UInt8] = []) {
        let own = sender.rawValue
        let frame = PacketBuilder.frame(
            from: sender == .client ? client : server, to: sender == .client ? server : client,
            sequence: sequence[own], acknowledgement: flags == [.syn] ? 0 : sequence[1 - own], flags: flags,
            payload: payload)
        records.append(CaptureBuilder.Record(frame, at: time))
        sequence[own] &+= UInt32(payload.count) + (flags.isDisjoint(with: [.syn, .fin]) ? 0 : 1)
        time += 1_000_000
    }

    // MARK: RTMP

    /// The simple handshake, both sides.
    public mutating func handshake() {
        send(.client, [3] + SimpleHandshake.block)
        send(.server, SimpleHandshake.side)
        send(.client, SimpleHandshake.block)
    }

    /// A message in as many chunks as it takes.
    public mutating func message(
        _ sender: Sender, type: UInt8, csid: Int = 3, stream: UInt32 = 0, timestamp: UInt32 = 0, _ payload: [UInt8]
    ) {
        chunks[sender.rawValue].write(
            SentMessage(
                chunkStreamID: csid, type: type, messageStreamID: stream, timestamp: timestamp, payload: payload))
        flush(sender)
    }

    /// Sends what was written to a side's `chunks`.
    public mutating func flush(_ sender: Sender) {
        let bytes = chunks[sender.rawValue].bytes
        send(sender, Array(bytes[flushed[sender.rawValue]...]))
        flushed[sender.rawValue] = bytes.count
    }

    /// A command, AMF0.
    public mutating func command(
        _ sender: Sender, _ name: String, _ transaction: Double, _ arguments: [AMF0Bytes] = [.null], stream: UInt32 = 0
    ) {
        message(
            sender, type: 20, stream: stream, AMF0Bytes.all([.string(name), .number(transaction)] + arguments))
    }

    /// A data message, AMF0.
    public mutating func data(_ sender: Sender, _ values: [AMF0Bytes], stream: UInt32 = 1) {
        message(sender, type: 18, csid: 4, stream: stream, AMF0Bytes.all(values))
    }

    /// An onStatus of level status, or error.
    public mutating func status(_ code: String, level: String = "status", stream: UInt32 = 1) {
        command(
            .server, "onStatus", 0,
            [.null, .object([("level", .string(level)), ("code", .string(code)), ("description", .string("words"))])],
            stream: stream)
    }

    /// Connect with its answer, createStream with its answer.
    public mutating func connect(_ properties: [(String, AMF0Bytes)] = [("app", .string("live"))]) {
        command(.client, "connect", 1, [.object(properties)])
        command(
            .server, "_result", 1,
            [
                .object([("fmsVer", .string("FMS/3,0,1,123")), ("capabilities", .number(31))]),
                .object([("level", .string("status")), ("code", .string("NetConnection.Connect.Success"))]),
            ])
        command(.client, "createStream", 2)
        command(.server, "_result", 2, [.null, .number(1)])
    }
}
