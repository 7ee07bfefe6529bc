import Dissection
import Fields
import Packets

/// Packets that could not be read at all.
struct CaptureUnreadablePackets: Rule {
    static let id = "capture-unreadable-packets"
    static let severity = Severity.warning
    static let title = "Packets of the capture could not be read"
    static let interests: EventInterests = []
    static let scope = RuleScope.capture
    static let explanation = Explanation(
        meaning: """
            Packets have a link type that is not known here, or headers that contradict themselves. What they carried \
            is missing from this report.
            """,
        consequence: "Connections may look one-sided or full of gaps, or not appear at all.",
        specification: "none",
        fix: "Capture on an Ethernet, loopback or cooked (-i any) interface; convert with editcap -T.",
        tolerance: "Skip the packet and count it.",
        references: [])

    func observe(_ event: Event, report: (Finding) -> Void) {}

    mutating func finish(_ totals: CaptureTotals, report: (Finding) -> Void) {
        let unknown = totals.unknownLinkTypes.values.reduce(0, +)
        guard unknown > 0 || totals.malformedPackets > 0 else { return }
        var parts: [String] = []
        if unknown > 0 {
            let types = totals.unknownLinkTypes.keys.map(\.description).sorted().prefix(4).joined(separator: ", ")
            parts.append("\(Measure.count(unknown, "packet")) of unknown link type (\(types))")
        }
        if totals.malformedPackets > 0 {
            parts.append("\(Measure.count(totals.malformedPackets, "packet")) with headers that cannot be read")
        }
        report(
            Finding(
                Self.self, severity: unknown > 0 ? .warning : .note, capture: totals,
                parts.joined(separator: ", "),
                data: [
                    Field("unknown_link_type", .integer(unknown)),
                    Field("malformed", .integer(totals.malformedPackets)),
                ]))
    }
}
