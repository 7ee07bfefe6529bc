import Dissection
import Foundation
import Packets
import RTMP
import Renderings
import TestSupport
import Testing

/// Everything that is printed as JSON, against `Schema/rtmp-dissect.schema.json`.
@Suite struct JSONContractTests {
    /// Chunks and payloads as well.
    private static var everything: DissectionOptions {
        var options = DissectionOptions()
        options.messages.reportsChunks = true
        options.messages.keepsPayload = true
        options.messages.scansFrames = true
        return options
    }

    private static func check(lines: [UInt8], _ name: String) throws {
        let schema = try JSONSchema.ofRepository()
        var complaints: Set<String> = []
        var counts: [String: Int] = [:]
        for (index, object) in try Rendered.objects(lines).enumerated() {
            // Frames and chunks by the thousand: the first hundred of a kind, and some of the others.
            let kind = "\(object["event"] ?? "") \(object["type"] ?? "")"
            counts[kind, default: 0] += 1
            guard let count = counts[kind], count <= 100 || count % 16 == 0 else { continue }
            do {
                try schema.validate(object)
            } catch {
                // A frame's complaint comes a thousand times.
                guard complaints.insert(error.reason).inserted, complaints.count <= 5 else { continue }
                Issue.record("\(name), line \(index + 1), \(object["event"] ?? "") \(error)")
            }
        }
    }

    private static func check(document: [UInt8], _ name: String) throws {
        let object = try JSONSerialization.jsonObject(with: Data(document))
        do {
            try JSONSchema.ofRepository().validate(object, as: "document")
        } catch {
            Issue.record("\(name), document \(error)")
        }
    }

    @Test("the JSON Lines of a capture keep to the schema", arguments: Repository.captureNames)
    func lines(capture: String) throws {
        var options = DissectionOptions()
        options.messages.scansFrames = true
        try Self.check(lines: Rendered.output(ofCapture: capture, JSONLinesRenderer(), options: options), capture)
    }

    @Test("with chunks and payloads they keep to it too", arguments: Repository.captureNames)
    func linesWithEverything(capture: String) throws {
        try Self.check(
            lines: Rendered.output(ofCapture: capture, JSONLinesRenderer(), options: Self.everything), capture)
    }

    @Test("the JSON document of a capture keeps to the schema", arguments: Repository.captureNames)
    func document(capture: String) throws {
        try Self.check(document: Rendered.output(ofCapture: capture, JSONDocumentRenderer()), capture)
    }

    @Test("a session of every chunk and message kind keeps to the schema", arguments: 1...40 as ClosedRange<UInt64>)
    func randomSessions(seed: UInt64) throws {
        var connection = BuiltConnection()
        connection.handshake()
        connection.send(.client, SessionWriter(seed: seed).bytes)
        connection.send(.server, SessionWriter(seed: seed + 1000).bytes)
        connection.close(.client)
        let records = connection.records
        try Self.check(
            lines: Rendered.output(of: records, JSONLinesRenderer(), options: Self.everything, findings: true),
            "seed \(seed)")
        try Self.check(document: Rendered.output(of: records, JSONDocumentRenderer(), findings: true), "seed \(seed)")
    }

    @Test("a session with any byte changed keeps to the schema")
    func mutatedSession() throws {
        var random = SeededGenerator(seed: 12)
        let whole = SampleSession.records
        for _ in 0..<150 {
            var records = whole
            let index = random.integer(0...(records.count - 1))
            // Behind the TCP header, where there is something.
            guard records[index].bytes.count > 54 else { continue }
            let position = random.integer(54...(records[index].bytes.count - 1))
            records[index].bytes[position] = UInt8(truncatingIfNeeded: random.next())
            try Self.check(
                lines: Rendered.output(of: records, JSONLinesRenderer(), options: Self.everything, findings: true),
                "\(random), packet \(index + 1), byte \(position)")
        }
    }

    @Test("no flow, no packet and no capture at all are documents too")
    func nothing() throws {
        try Self.check(document: Rendered.output(of: [], JSONDocumentRenderer()), "no packet")
        try Self.check(lines: Rendered.output(of: [], JSONLinesRenderer()), "no packet")
        var renderer = JSONDocumentRenderer()
        var output: [UInt8] = []
        renderer.finish(to: &output)
        try Self.check(document: output, "no capture")
    }

    @Test("two captures are one document, and a filter that hides flows leaves it whole")
    func severalCaptures() throws {
        var renderer = JSONDocumentRenderer()
        var output: [UInt8] = []
        for file in ["a.pcap", "b.pcap"] {
            let capture = CaptureDescription(file: file, format: "pcap", linkTypes: [], snapshotLength: nil)
            renderer.begin(capture, to: &output)
            var dissector = Dissector()
            for (index, record) in SampleSession.records.dropLast(4).enumerated() {
                let packet = Packet(
                    number: index + 1, time: Timestamp(nanoseconds: record.time), linkType: .ethernet,
                    originalLength: record.originalLength)
                dissector.receive(packet, record.bytes.span.bytes) { renderer.render($0, to: &output) }
            }
            // Its end is never shown.
            renderer.end(capture, totals: dissector.totals, to: &output)
        }
        renderer.finish(to: &output)
        try Self.check(document: output, "two captures")
        let object = try JSONSerialization.jsonObject(with: Data(output)) as? [String: Any]
        #expect((object?["captures"] as? [Any])?.count == 2)
    }

    @Test("findings about a flow's end stand with the flow's events")
    func findingsOfTheEnd() throws {
        // Half a handshake, then silence: nothing is known before the end.
        var connection = BuiltConnection()
        connection.send(.client, [3] + SimpleHandshake.block)
        connection.close(.client)
        let output = Rendered.output(of: connection.records, JSONDocumentRenderer(), findings: true)
        try Self.check(document: output, "half a handshake")
        let document = try JSONSerialization.jsonObject(with: Data(output)) as? [String: Any]
        let flows = (document?["captures"] as? [[String: Any]])?.first?["flows"] as? [[String: Any]]
        #expect(flows?.count == 1)
        let kinds = (flows?.first?["events"] as? [[String: Any]])?.compactMap { $0["event"] as? String } ?? []
        #expect(kinds.contains("finding"))
        #expect(kinds.contains("flow_end"))
    }

    @Test("the capture is told at the beginning with what is known, at the end with everything")
    func captureTwice() throws {
        let captures = try Rendered.events(of: SampleSession.records).filter { $0["event"] as? String == "capture" }
        #expect(captures.count == 2)
        #expect(captures.first?["packets"] == nil)
        #expect(captures.first?["schema_version"] as? String == JSONContract.version)
        #expect(captures.last?["packets"] as? Int == SampleSession.records.count)
        #expect(captures.last?["first_time"] as? String == "2023-11-14T22:13:20.000000000Z")
    }
}
