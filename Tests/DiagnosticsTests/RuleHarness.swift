import Diagnostics
import Dissection
import Foundation
import Packets
import PcapCapture
import RTMP
import TestSupport

/// Runs sessions through the dissector and the rules, as the command does.
///
///     var session = BuiltSession()
///     session.handshake()
///     session.command(.clientToServer, "connect", 1, [.object([("app", .string("live"))])])
///     #expect(RuleHarness.findings(in: session).isEmpty)
enum RuleHarness {
    /// What the rules say of a built session; of all rules unless some are named.
    ///
    /// - Parameter scansFrames: Looks into frames, as the command does.
    static func findings(
        in session: BuiltSession, _ rules: [any Rule.Type] = RuleTable.all, scansFrames: Bool = false
    ) -> [Finding] {
        findings(inPackets: session.packets, rules, scansFrames: scansFrames)
    }

    /// What the rules say of several connections in one capture.
    static func findings(in sessions: [BuiltSession], _ rules: [any Rule.Type] = RuleTable.all) -> [Finding] {
        findings(inPackets: sessions.flatMap(\.packets), rules)
    }

    /// What the rules say of a file in `Captures/`.
    static func findings(inCapture name: String, _ rules: [any Rule.Type] = RuleTable.all) throws -> [Finding] {
        var source = try CaptureFile(path: Repository.captures.appending(path: name).path)
        var run = Run(rules)
        while try source.next({ packet, bytes in run.receive(packet, bytes) }) != nil {}
        return run.finish()
    }

    /// What the rules say of packets, in the order of their times unless that is asked for.
    static func findings(
        inPackets packets: [CaptureBuilder.Record], _ rules: [any Rule.Type] = RuleTable.all, sorted: Bool = true,
        linkType: LinkType = .ethernet, scansFrames: Bool = false
    ) -> [Finding] {
        var options = DissectionOptions()
        options.messages.scansFrames = scansFrames
        var run = Run(rules, options)
        let packets = sorted ? packets.sorted { $0.time < $1.time } : packets
        for (index, record) in packets.enumerated() {
            let packet = Packet(
                number: index + 1, time: Timestamp(nanoseconds: record.time), linkType: linkType,
                originalLength: record.originalLength)
            run.receive(packet, record.bytes.span.bytes)
        }
        return run.finish()
    }

    private struct Run {
        var dissector: Dissector
        var diagnosis: Diagnosis
        var findings: [Finding] = []

        init(_ rules: [any Rule.Type], _ options: DissectionOptions = .init()) {
            dissector = Dissector(options: options)
            diagnosis = Diagnosis(rules: rules)
        }

        mutating func receive(_ packet: Packet, _ bytes: RawSpan) {
            dissector.receive(packet, bytes) { event in diagnosis.observe(event) { findings.append($0) } }
        }

        mutating func finish() -> [Finding] {
            dissector.finish { event in diagnosis.observe(event) { findings.append($0) } }
            diagnosis.finish(dissector.totals) { findings.append($0) }
            return findings
        }
    }
}

extension [Finding] {
    /// Those of one rule.
    func of(_ rule: String) -> [Finding] {
        precondition(RuleTable.named(rule) != nil, "no rule is called \(rule)")
        return filter { $0.rule == rule }
    }

    /// Those above notes.
    var serious: [Finding] { filter { $0.severity > .note } }

    /// One line each, for failures to show.
    var lines: String { map { "\($0.severity) \($0.rule): \($0.text)" }.joined(separator: "\n") }
}
