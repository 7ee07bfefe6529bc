import Dissection
import Foundation
import Packets
import PcapCapture
import Segments
import TestSupport
import Transcripts

/// Transcripts of built connections and of real captures.
enum Transcribed {
    static func transcript(
        of records: [CaptureBuilder.Record], limits: TranscriptLimits = .init()
    ) -> Transcript {
        var builder = TranscriptBuilder(limits: limits)
        var dissector = Dissector()
        for (index, record) in records.sorted(by: { $0.time < $1.time }).enumerated() {
            let packet = Packet(
                number: index + 1, time: Timestamp(nanoseconds: record.time), linkType: .ethernet,
                originalLength: record.originalLength)
            dissector.receive(packet, record.bytes.span.bytes) { builder.receive($0) }
        }
        dissector.finish { builder.receive($0) }
        return builder.finish()
    }

    static func transcript(of connection: BuiltConnection) -> Transcript { transcript(of: connection.records) }

    /// Of a file in `Captures/`, as far as it can be read.
    static func transcript(ofCapture name: String) throws -> Transcript {
        var file = try CaptureFile(path: Repository.captures.appending(path: name).path)
        var builder = TranscriptBuilder()
        var dissector = Dissector()
        do throws(CaptureError) {
            while try file.next({ packet, bytes in
                dissector.receive(packet, bytes) { builder.receive($0) }
            }) != nil {}
        } catch {}
        dissector.finish { builder.receive($0) }
        return builder.finish()
    }

    /// As a golden keeps it, and as it is read back.
    static func golden(_ transcript: Transcript) throws -> Transcript {
        try TranscriptParser.parse(TranscriptWriter(parts: transcript.parts).text(of: transcript))
    }

    /// A publisher's conversation up to its first status.
    static func publisher(
        _ name: String = "cam", status code: String = "NetStream.Publish.Start", port: UInt16 = 50_000,
        time: Int64 = 1_700_000_000_000_000_000, tcURL: String = "rtmp://198.51.100.7:1935/live"
    ) -> BuiltConnection {
        var connection = BuiltConnection(
            client: .init(address: .init(ipv4: 0xc000_0201), port: port), time: time)
        connection.handshake()
        connection.connect([("app", .string("live")), ("tcUrl", .string(tcURL))])
        connection.command(
            .client, "publish", 3, [.null, .string(name), .string("live")], stream: 1)
        connection.status(code)
        return connection
    }

    /// A transcript of one flow from its lines.
    static func parse(_ lines: String) throws -> Transcript {
        try TranscriptParser.parse("rtmp-dissect transcript 1\nkeep usual\n\n\(lines)\n")
    }
}

extension TranscriptComparison {
    /// `changed connect`, `missing onStatus`, `extra FCPublish`: what differs, flow by flow.
    var differences: [String] {
        flows.flatMap { flow -> [String] in
            guard let expected = flow.expected else { return ["extra flow"] }
            guard let actual = flow.actual else { return ["missing flow"] }
            let title = flow.titleDifferences.isEmpty ? [] : ["title"]
            return title
                + flow.steps.compactMap { step in
                    switch step {
                    case .changed(let e, _, let differences):
                        "changed \(expected.entries[e].kind): \(differences.map(\.path).joined(separator: " "))"
                    case .missing(let e): "missing \(expected.entries[e].kind)"
                    case .extra(let a): "extra \(actual.entries[a].kind)"
                    case .same, .absent, .covered: nil
                    }
                }
        }
    }
}
