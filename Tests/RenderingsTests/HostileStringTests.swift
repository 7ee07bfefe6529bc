import Dissection
import Foundation
import RTMP
import Renderings
import Segments
import TestSupport
import Testing

/// No control byte of a capture reaches the output, wherever a peer put it; JSON stays JSON.
@Suite struct HostileStringTests {
    /// Escape sequences in C0 and C1, NUL, BEL, DEL, line ends, direction overrides, invisible characters.
    private static let text =
        "x\u{1b}[2J\u{9b}31m\u{9d}0;t\u{9c}\0\u{7}\u{8}\r\n\t\u{7f}\u{85}\u{202e}\u{200b}\u{feff}\"\\y"

    /// No UTF-8: Latin-1, a cut character, a surrogate, bare C1 bytes.
    private static let broken: [UInt8] = [0xe4, 0x80, 0x9b, 0xc2, 0xed, 0xa0, 0x80, 0xff, 0x1b, 0x5b, 0x00, 0xc3]

    private static func members(_ value: AMF0Bytes) -> AMF0Bytes {
        .object([
            ("app", value), ("tcUrl", value), ("flashVer", value), ("swfUrl", value), ("level", value), ("code", value),
            ("description", value), ("encoder", value), ("width", value), ("videocodecid", value), (text, value),
            ("fmsVer", value), ("fourCcList", .strictArray([value])),
            ("videoFourCcInfoMap", .object([(text, .number(1))])),
            ("data", .object([("srs_version", value), ("srs_server", value)])),
            ("audioTrackIdInfoMap", .object([(text, value)])),
        ])
    }

    private static func session(_ value: AMF0Bytes, _ bytes: [UInt8]) -> BuiltConnection {
        var session = BuiltConnection()
        // A proxy's line, a handshake whose filler is text.
        session.send(.client, Array("PROXY UNKNOWN \u{1b}[2J\u{7}\r\n".utf8))
        var block = SimpleHandshake.block
        block.replaceSubrange(100..<(100 + 12), with: Array("SRS(\u{1b}[31m".utf8) + [0, 7, 0x9b])
        session.send(.client, [3] + block)
        session.send(.server, [3] + block + block)
        session.send(.client, block)
        session.command(.client, "connect", 1, [members(value), value])
        session.command(.server, "_result", 1, [members(value), members(value)])
        session.command(.client, "createStream", 2)
        session.command(.server, "_result", 2, [.null, .number(1)])
        session.command(.client, "publish", 3, [.null, value, value], stream: 1)
        session.status("NetStream.Publish.Start")
        session.status(text, level: "error")
        session.command(.client, text, 4, [value, .ecmaArray([(text, value)]), .date(.nan, -1)])
        session.command(.client, "play2", 5, [.null, .object([("streamName", value)])], stream: 2)
        session.command(.server, "_error", 4, [.null, members(value)])
        for name in ["onMetaData", "onCuePoint", "onTextData", "onFI", "onSCTE35", text] {
            session.data(.client, [.string("@setDataFrame"), .string(name), members(value)])
        }
        session.data(.client, [value, value])
        // Audio and video of unknown codecs, a fourCC of control bytes, an SEI of text in a frame, silence, nonsense.
        session.message(.client, type: 9, stream: 1, [0x90, 0x1b, 0x5b, 0x32, 0x4a])
        session.message(.client, type: 8, stream: 1, [0x90, 0x9b, 0x07, 0x0d, 0x0a])
        let sei =
            [6, 5, 30] + [UInt8](repeating: 0x41, count: 16) + Array("\u{1b}[2J text \u{7}\r\n".utf8) + [0, 0x80]
        session.message(
            .client, type: 9, stream: 1, [0x17, 1, 0, 0, 0] + PacketBuilder.u32(UInt32(sei.count)) + sei)
        session.message(.client, type: 9, stream: 1, [0x90] + Array("hvc1".utf8) + bytes)
        // The metadata packet of Enhanced RTMP.
        session.message(
            .client, type: 9, stream: 1,
            [0x94] + Array("hvc1".utf8) + AMF0Bytes.all([.string(text), .object([(text, value)])]))
        // A shared object and its event, an aggregate with data in it, an unknown type.
        let sent = AMF0Bytes.all([value, value])
        session.message(
            .client, type: 19,
            PacketBuilder.u16(UInt16(bytes.count)) + bytes + [UInt8](repeating: 0, count: 12) + [6]
                + PacketBuilder.u32(UInt32(sent.count)) + sent + [7] + PacketBuilder.u32(UInt32(bytes.count + 2))
                + PacketBuilder.u16(UInt16(bytes.count)) + bytes)
        let inner = SentMessage(
            chunkStreamID: 0, type: 18, messageStreamID: 0, timestamp: 0,
            payload: AMF0Bytes.all([value, members(value)]))
        session.message(.client, type: 22, ChunkBuilder.aggregate(of: [inner]))
        session.message(.client, type: 99, bytes)
        session.message(.client, type: 20, bytes)
        session.close(.client)
        return session
    }

    /// The same text in other protocols on the RTMP port.
    private static func others() -> [CaptureBuilder.Record] {
        let requests = [
            Array("GET /\(text) HTTP/1.1\r\nHost: \(text)\r\n\r\n".utf8),
            Array("POST /open/1\u{1b}[2J HTTP/1.1\r\n\r\n".utf8),
            Array("OPTIONS rtsp://\(text) RTSP/1.0\r\n\r\n".utf8), Array("SSH-2.0-\(text)\r\n".utf8), clientHello,
        ]
        return requests.enumerated().flatMap { index, request in
            var connection = BuiltConnection(
                client: Endpoint(address: Address(ipv4: 9), port: UInt16(1000 + index)),
                time: 1_700_000_100_000_000_000 + Int64(index) * 1_000_000_000)
            connection.send(.client, request)
            connection.close(.client)
            return connection.records
        }
    }

    /// A ClientHello whose server name is an escape sequence.
    private static let clientHello: [UInt8] = {
        let name = Array("\u{1b}[2Jh\u{7}\n".utf8)
        let list = PacketBuilder.u16(UInt16(name.count + 3)) + [0] + PacketBuilder.u16(UInt16(name.count)) + name
        let extensions = PacketBuilder.u16(0) + PacketBuilder.u16(UInt16(list.count)) + list
        let body =
            [3, 3] + [UInt8](repeating: 7, count: 32) + [0, 0, 2, 0x13, 1, 1, 0]
            + PacketBuilder.u16(UInt16(extensions.count))
            + extensions
        let handshake = [1, 0] + PacketBuilder.u16(UInt16(body.count)) + body
        return [0x16, 3, 1] + PacketBuilder.u16(UInt16(handshake.count)) + handshake
    }()

    private static let sessions: [[CaptureBuilder.Record]] = [
        session(.string(text), Array(text.utf8)).records + others(), session(.text(broken), broken).records,
    ]

    private static var everything: DissectionOptions {
        var options = DissectionOptions()
        options.messages.reportsChunks = true
        options.messages.keepsPayload = true
        options.messages.scansFrames = true
        return options
    }

    /// Control characters in UTF-8, line feeds aside; the first with what stands around it.
    private static func control(in output: [UInt8]) -> String? {
        let text = String(validating: output, as: UTF8.self)
        guard let text else { return "not UTF-8" }
        let scalars = Array(text.unicodeScalars)
        let found = scalars.firstIndex { $0 != "\n" && ($0.value < 0x20 || (0x7f...0x9f).contains($0.value)) }
        guard let found else { return nil }
        let around = scalars[max(0, found - 60)..<min(scalars.count, found + 20)]
        return around.map { $0.escaped(asASCII: false) }.joined()
    }

    @Test("no control byte of a capture is in the text", arguments: [60, 100], TextOptions.MediaDetail.allCases)
    func text(width: Int, media: TextOptions.MediaDetail) {
        var options = TextOptions()
        options.width = width
        options.media = media
        for hex in [false, true] {
            options.hex = hex
            for records in Self.sessions {
                let output = Rendered.output(
                    of: records, TextRenderer(options: options), options: Self.everything, findings: true,
                    file: "a\u{1b}[2J\r\n.pcap")
                #expect(Self.control(in: output) == nil)
                // What changes the direction of text, or cannot be seen, is spelled out as well.
                let scalars = String(decoding: output, as: UTF8.self).unicodeScalars
                #expect(!scalars.contains { ["\u{202e}", "\u{200b}", "\u{feff}"].contains($0) })
            }
        }
    }

    @Test("no control byte of a capture is in the JSON, which keeps to the schema")
    func json() throws {
        let schema = try JSONSchema.ofRepository()
        for records in Self.sessions {
            let lines = Rendered.output(
                of: records, JSONLinesRenderer(), options: Self.everything, findings: true, file: "\u{1b}\u{9b}")
            #expect(Self.control(in: lines) == nil)
            for object in try Rendered.objects(lines) { try schema.validate(object) }
            let document = Rendered.output(
                of: records, JSONDocumentRenderer(), options: Self.everything, findings: true)
            #expect(Self.control(in: document) == nil)
            try schema.validate(JSONSerialization.jsonObject(with: Data(document)), as: "document")
        }
    }

    @Test("the hostile text arrives: a reader of the JSON gets it back, byte by byte")
    func intact() throws {
        let events = try Rendered.events(of: Self.sessions[0])
        let end = events.last { $0["event"] as? String == "flow_end" && $0["flow"] as? Int == 1 }
        #expect((end?["app"] as? String).map { Array($0.utf8) } == Array(Self.text.utf8))
        let opened = events.compactMap { $0["detail"] as? String }
        #expect(opened.count == 5)
    }
}
