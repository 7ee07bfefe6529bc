import Foundation
import Packets
import Segments
import TestSupport

/// Captures made to take as much memory as they can, written to a file piece by piece.
enum HugeCapture {
    private static let client = Endpoint(address: Address(ipv4: 0x0a00_0000), port: 1024)
    private static let server = Endpoint(address: Address(ipv4: 0xc000_0201), port: 1935)

    /// So many connections of which the capture has the SYN alone.
    static func halfOpen(flows: Int, to file: URL) throws {
        let header = CaptureBuilder.pcap([])
        let record = Array(
            CaptureBuilder.pcap([.init(PacketBuilder.frame(from: client, to: server, flags: [.syn]))])[header.count...])
        // In the record: its own header, Ethernet, IPv4 up to the source address, TCP's source port.
        let (address, port) = (16 + 14 + 12, 16 + 14 + 20)
        var bytes = header
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        for flow in 0..<flows {
            var frame = record
            frame.replaceSubrange(address..<(address + 4), with: PacketBuilder.u32(0x0a00_0000 + UInt32(flow / 60_000)))
            frame.replaceSubrange(port..<(port + 2), with: PacketBuilder.u16(UInt16(1024 + flow % 60_000)))
            bytes += frame
            if bytes.count > 1 << 20 {
                try handle.write(contentsOf: bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        try handle.write(contentsOf: bytes)
        try handle.close()
    }

    /// So many connections that publish, all open until the capture ends: what one says and is told, in turn for all.
    static func publishing(flows: Int, to file: URL) throws {
        let capture = CaptureBuilder.pcap(publisher.records)
        let header = CaptureBuilder.pcap([]).count
        // In a record: its own header, Ethernet, IPv4 up to the addresses, TCP's ports.
        let (address, port, side) = (16 + 14 + 12, 16 + 14 + 20, (address: 4, port: 2))
        try Data(capture[..<header]).write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        var start = header
        var frames: [(bytes: [UInt8], client: Int, port: Int)] = []
        for record in publisher.records {
            let bytes = Array(capture[start..<(start + 16 + record.bytes.count)])
            start += bytes.count
            let isFromServer = bytes[port..<(port + 2)].elementsEqual(PacketBuilder.u16(server.port))
            frames.append(
                isFromServer ? (bytes, address + side.address, port + side.port) : (bytes, address, port))
        }
        func write(_ frames: ArraySlice<(bytes: [UInt8], client: Int, port: Int)>, of flows: Range<Int>) throws {
            for frame in frames {
                var bytes: [UInt8] = []
                for flow in flows {
                    let start = bytes.count
                    bytes += frame.bytes
                    bytes.replaceSubrange(
                        (start + frame.client)..<(start + frame.client + 4),
                        with: PacketBuilder.u32(0x0a00_0000 + UInt32(flow)))
                    bytes.replaceSubrange(
                        (start + frame.port)..<(start + frame.port + 2),
                        with: PacketBuilder.u16(UInt16(1024 + flow)))
                }
                try handle.write(contentsOf: bytes)
            }
        }
        // A handshake holds packets of 1536 bytes until it is over: what is in flight then is not what is meant.
        let handshake = handshakeCount
        for first in stride(from: 0, to: flows, by: 50) {
            try write(frames[..<handshake], of: first..<min(first + 50, flows))
        }
        try write(frames[handshake...], of: 0..<flows)
        try handle.close()
    }

    /// Packets up to the end of the handshake.
    private static var handshakeCount: Int {
        var connection = BuiltConnection(client: client, server: server)
        connection.handshake()
        return connection.records.count
    }

    /// Connects, publishes, and sends metadata, sequence headers and a few frames.
    private static var publisher: BuiltConnection {
        var connection = BuiltConnection(client: client, server: server)
        connection.handshake()
        connection.connect([
            ("app", .string("live")), ("type", .string("nonprivate")), ("flashVer", .string("FMLE/3.0 (compatible)")),
            ("tcUrl", .string("rtmp://media.example.com/live")),
        ])
        connection.command(.client, "publish", 3, [.null, .string("camera"), .string("live")], stream: 1)
        connection.status("NetStream.Publish.Start")
        connection.data(
            .client,
            [
                .string("@setDataFrame"), .string("onMetaData"),
                .ecmaArray([
                    ("width", .number(1280)), ("height", .number(720)), ("videocodecid", .number(7)),
                    ("framerate", .number(30)), ("audiocodecid", .number(10)), ("encoder", .string("Lavf60.16.100")),
                ]),
            ])
        let sets: [UInt8] = [
            0xe1, 0, 22, 0x67, 0x42, 0xc0, 0x1f, 0xda, 0x01, 0x40, 0x16, 0xe8, 0x40, 0, 0, 3, 0, 0x40, 0, 0, 0x0c, 0x83,
            0xc6, 0x0c, 0xa8, 1, 0, 4, 0x68, 0xce, 0x3c, 0x80,
        ]
        connection.message(
            .client, type: 9, csid: 6, stream: 1, [0x17, 0, 0, 0, 0, 1, 0x42, 0xc0, 0x1f, 0xff] + sets)
        connection.message(.client, type: 8, csid: 4, stream: 1, [0xaf, 0, 0x12, 0x10])
        for frame in 0..<10 {
            connection.message(
                .client, type: 9, csid: 6, stream: 1, timestamp: UInt32(frame * 33),
                [frame == 0 ? 0x17 : 0x27, 1, 0, 0, 0, 0, 0, 0, 4, 0x65, 0x88, 0x84, 0])
            connection.message(
                .client, type: 8, csid: 4, stream: 1, timestamp: UInt32(frame * 33), [0xaf, 1, 0x21, 0x10])
        }
        return connection
    }

    /// A connection whose client begins a message of 16 MB on each of so many chunk streams.
    static func chunkStreams(_ count: Int) -> [UInt8] {
        var side = SimpleHandshake.side
        for id in 0..<count {
            // fmt 0, three-byte form (csid less 64, little-endian), timestamp 0, 16 MB of video on stream 1.
            side += [0x01, UInt8(id & 0xff), UInt8(id >> 8), 0, 0, 0, 0xff, 0xff, 0xff, 9, 1, 0, 0, 0]
            side += [UInt8](repeating: 0x27, count: 128)
        }
        return connection(side)
    }

    /// A connection whose client sends a command with an AMF value in a value in a value, so deep.
    static func nested(depth: Int, amf3: Bool) -> [UInt8] {
        // AMF0: an object with the member "a". AMF3: an array of one element.
        let level: [UInt8] = amf3 ? [0x09, 0x03, 0x01] : [3, 0, 1, 0x61]
        var payload: [UInt8] = amf3 ? [0, 2, 0, 1, 0x63, 5, 0x11] : AMF0Bytes.all([.string("connect"), .number(1)])
        for _ in 0..<depth { payload += level }
        var chunks = ChunkBuilder()
        chunks.write(
            SentMessage(chunkStreamID: 2, type: 1, messageStreamID: 0, timestamp: 0, payload: [0, 0xff, 0xff, 0xff]))
        chunks.chunkSize = 0xff_ffff
        chunks.write(
            SentMessage(
                chunkStreamID: 3, type: amf3 ? 17 : 20, messageStreamID: 0, timestamp: 0, payload: payload))
        return connection(SimpleHandshake.side + chunks.bytes)
    }

    private static func connection(_ client: [UInt8]) -> [UInt8] {
        var connection = BuiltConnection()
        connection.send(.server, SimpleHandshake.side)
        connection.send(.client, client, maximum: 60_000)
        connection.close(.client)
        return CaptureBuilder.pcap(connection.records)
    }
}
