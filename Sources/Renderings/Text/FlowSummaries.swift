import Diagnostics
import Dissection
import Packets
import RTMP
import Streams

/// The closing summary: what each flow came to, and the capture's totals.
struct FlowSummaries {
    /// Rendered when the flow ends, so that nothing of a flow is kept but its lines.
    private var texts: [(flow: Int, text: [UInt8])] = []
    private var left = 0

    /// Flows summarised one by one.
    private static let maximum = 2000

    /// - Parameter ending: Why it ended, where that has been asked.
    mutating func add(_ end: FlowEnd, _ ending: Ending?, flow: Int, options: TextOptions) {
        guard texts.count < Self.maximum else {
            left += 1
            return
        }
        var text: [UInt8] = []
        FlowSummaryText(end, ending, flow: flow).write(to: &text, options: options)
        texts.append((flow, text))
    }

    mutating func write(
        _ capture: CaptureDescription, _ totals: CaptureTotals, to output: inout [UInt8], options: TextOptions
    ) {
        output.append(UInt8(ascii: "\n"))
        var items = [
            StyledText("\(Quantities.grouped(totals.packets)) packet\(totals.packets == 1 ? "" : "s")"),
            StyledText(Quantities.size(totals.bytes)),
        ]
        if let first = totals.firstTime, let last = totals.lastTime {
            items.append(StyledText(Quantities.duration(last.since(first))))
        }
        items.append(StyledText("\(totals.rtmpFlows) RTMP flow\(totals.rtmpFlows == 1 ? "" : "s")"))
        let others = totals.otherFlows.values.reduce(0, +)
        if others > 0 {
            let kinds = totals.otherFlows.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .map { $0.key == "unknown" ? "\($0.value) unknown" : "\($0.value) \($0.key)" }
            items.append(
                StyledText(
                    "\(others) other TCP flow\(others == 1 ? "" : "s") (\(kinds.joined(separator: ", ")))"))
        }
        Self.write(items, label: StyledText("summary", .heading), to: &output, options: options)
        for note in Self.condition(capture, totals) {
            let label = StyledText("capture", .warning)
            Self.write([StyledText.untrusted(note, .warning)], label: label, to: &output, options: options)
        }
        for (_, text) in texts.sorted(by: { $0.flow < $1.flow }) { output.append(contentsOf: text) }
        if totals.rtmpFlows == 0 { Self.writeOthers(totals, to: &output, options: options) }
        if left > 0 {
            StyledText("… and \(left) more flows").writeLine(to: &output, colour: options.colour)
        }
    }

    /// Without RTMP, a reader wants to know what there is instead.
    private static func writeOthers(_ totals: CaptureTotals, to output: inout [UInt8], options: TextOptions) {
        for other in totals.otherExamples {
            let items = [
                StyledText("\(other.initiator) → \(other.responder)"), StyledText.untrusted(other.name),
                StyledText.untrusted(other.detail),
            ]
            write(items, label: StyledText("other"), to: &output, options: options)
        }
    }

    private static func write(
        _ items: [StyledText], label: StyledText, to output: inout [UInt8], options: TextOptions
    ) {
        TimelineLine.wrap(
            items, after: label, at: FlowSummaryText.column, hang: FlowSummaryText.column, to: &output,
            width: options.width, colour: options.colour)
    }

    /// What the capture lacks, each in one line and only when true.
    private static func condition(_ capture: CaptureDescription, _ totals: CaptureTotals) -> [String] {
        var notes = capture.problems
        if totals.packets == 0, notes.isEmpty { notes.append("no packets in it") }
        if totals.cutBytes > 0 {
            notes.append(
                "the snap length cut \(Quantities.size(totals.cutBytes)) of payload off "
                    + "\(Quantities.grouped(totals.cutPackets)) packets")
        }
        for (type, count) in totals.unknownLinkTypes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            notes.append("\(Quantities.grouped(count)) packet\(count == 1 ? "" : "s") of \(type), which cannot be read")
        }
        if totals.malformedPackets > 0 {
            notes.append("\(Quantities.grouped(totals.malformedPackets)) packets with headers that make no sense")
        }
        if totals.clockJumpsBack > 0 {
            notes.append("its clock goes back by more than a second, \(totals.clockJumpsBack) times")
        }
        return notes + flows(totals.condition) + limits(totals.limits)
    }

    /// What was given up to keep within bounds, with the option that moves the bound.
    private static func limits(_ limits: LimitsReached) -> [String] {
        [
            (limits.evictedFlows, "flow", "put aside to make room for newer ones (--max-flows)"),
            (
                limits.unrecognisedFlows, "flow",
                "not recognised: too much was held of such flows (--max-held-in-all)"
            ),
            (limits.forgottenCalls, "call", "forgotten: too many without an answer at once (--max-calls)"),
            (limits.evictedDatagrams, "IP datagram", "in fragments given up to make room (--max-fragments)"),
            (limits.incompleteDatagrams, "IP datagram", "of which not all fragments came"),
        ].compactMap { number, word, what in
            number > 0 ? "\(Quantities.grouped(number)) \(word)\(number == 1 ? "" : "s") \(what)" : nil
        }
    }

    /// What the flows lack.
    private static func flows(_ condition: CaptureCondition) -> [String] {
        func count(_ number: Int, _ word: String) -> String {
            "\(Quantities.grouped(number)) \(word)\(number == 1 ? "" : "s")"
        }
        var notes: [String] = []
        if condition.oneSidedFlows > 0 {
            notes.append("one direction only of \(count(condition.oneSidedFlows, "flow"))")
        }
        if condition.midstreamFlows > 0 {
            notes.append("begins in the middle of \(count(condition.midstreamFlows, "flow"))")
        }
        if condition.missingBytes > 0 {
            notes.append(
                "\(count(condition.missingBytes, "byte")) of RTMP missing in \(count(condition.holes, "hole"))")
        }
        if condition.encryptedFlows > 0 { notes.append("\(count(condition.encryptedFlows, "flow")) encrypted (RTMPE)") }
        if condition.duplicatedPackets > 0 {
            notes.append("\(count(condition.duplicatedPackets, "packet")) in it twice")
        }
        if condition.damagedSegments > 0 {
            notes.append("\(count(condition.damagedSegments, "packet")) damaged on the way (checksum)")
        }
        return notes
    }
}
