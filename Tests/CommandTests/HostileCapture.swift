import Packets
import Segments
import TestSupport

/// A capture whose every text that a peer may choose carries control characters of a terminal.
enum HostileCapture {
    /// Clears the screen, sets the title, and the same in C1 controls (U+009B, U+009D), a bell and a delete.
    static let text = "\u{1b}[2J\u{1b}]0;title\u{7}\u{9b}31m\u{9d}0;t\u{9c}\u{8}\r\n\t\u{7f}\u{85}end"

    static let client = Endpoint(address: Address(ipv4: 0x0a00_0001), port: 50000)
    static let server = Endpoint(address: Address(ipv4: 0x0a00_0002), port: 1935)

    /// One RTMP connection and one HTTP request on the RTMP port.
    static func bytes() -> [UInt8] {
        var frames: [[UInt8]] = []
        var toServer = ChunkBuilder()
        var toClient = ChunkBuilder()
        toServer.write(command("connect", 1, [object([("app", text), ("tcUrl", "rtmp://h/\(text)"), (text, text)])]))
        toClient.write(
            command("_error", 1, [[5], object([("level", text), ("code", text), ("description", text)])]))
        toServer.write(command("createStream", 2, [[5]]))
        toClient.write(command("_result", 2, [[5], number(1)]))
        toServer.write(command("publish", 3, [[5], string(text), string("live")], stream: 1))
        toClient.write(
            command("onStatus", 0, [[5], object([("level", "status"), ("code", text)])], stream: 1))
        toServer.write(command(text, 4, [string(text)]))
        toServer.write(message(18, string("onMetaData") + object([("encoder", text), (text, text)]), stream: 1))
        toServer.write(message(18, string(text) + string(text), stream: 1))
        // A shared object with that name and an event that sends that text.
        let body = string(text)
        toServer.write(
            message(
                19,
                PacketBuilder.u16(UInt16(text.utf8.count)) + Array(text.utf8) + [UInt8](repeating: 0, count: 12)
                    + [6] + PacketBuilder.u32(UInt32(body.count)) + body))
        // An unknown message type, and video with an unknown fourCC of escape characters.
        toServer.write(message(99, Array(text.utf8)))
        toServer.write(message(9, [0x90, 0x1b, 0x5b, 0x32, 0x4a, 0], stream: 1))
        frames += conversation(
            client, SimpleHandshake.side + toServer.bytes, SimpleHandshake.side + toClient.bytes)
        var other = client
        other.port = 50001
        frames += conversation(other, Array("GET /\(text) HTTP/1.1\r\nHost: \(text)\r\n\r\n".utf8), [])
        return CaptureBuilder.pcap(frames.enumerated().map { .init($1, at: Int64($0) * 1_000_000) })
    }

    /// SYN, the bytes in packets of 1000, the end.
    private static func conversation(_ client: Endpoint, _ request: [UInt8], _ answer: [UInt8]) -> [[UInt8]] {
        var frames = [
            PacketBuilder.frame(from: client, to: server, sequence: 99, flags: [.syn]),
            PacketBuilder.frame(from: server, to: client, sequence: 499, acknowledgement: 100, flags: [.syn, .ack]),
        ]
        for (from, to, first, bytes) in [(client, server, 100, request), (server, client, 500, answer)] {
            for start in stride(from: 0, to: bytes.count, by: 1000) {
                frames.append(
                    PacketBuilder.frame(
                        from: from, to: to, sequence: UInt32(first + start),
                        acknowledgement: from == client ? 500 : 100,
                        payload: Array(bytes[start..<min(start + 1000, bytes.count)])))
            }
        }
        frames.append(
            PacketBuilder.frame(
                from: client, to: server, sequence: UInt32(100 + request.count),
                acknowledgement: UInt32(500 + answer.count), flags: [.fin, .ack]))
        return frames
    }

    // MARK: Messages

    private static func message(_ type: UInt8, _ payload: [UInt8], stream: UInt32 = 0) -> SentMessage {
        SentMessage(chunkStreamID: 3, type: type, messageStreamID: stream, timestamp: 0, payload: payload)
    }

    private static func command(
        _ name: String, _ transaction: Double, _ arguments: [[UInt8]], stream: UInt32 = 0
    ) -> SentMessage {
        message(20, string(name) + number(transaction) + arguments.joined(), stream: stream)
    }

    // MARK: AMF0

    private static func string(_ text: String) -> [UInt8] { [2] + name(text) }

    private static func name(_ text: String) -> [UInt8] {
        PacketBuilder.u16(UInt16(text.utf8.count)) + Array(text.utf8)
    }

    private static func number(_ value: Double) -> [UInt8] { [0] + PacketBuilder.u64(value.bitPattern) }

    private static func object(_ members: [(String, String)]) -> [UInt8] {
        [3] + members.flatMap { name($0.0) + string($0.1) } + [0, 0, 9]
    }
}
