import Dissection
import Fields

/// A capture clock that was set back.
struct CaptureClockBack: Rule {
    static let id = "capture-clock-back"
    static let severity = Severity.note
    static let title = "The capture's clock went back"
    static let interests: EventInterests = []
    static let scope = RuleScope.capture
    static let explanation = Explanation(
        meaning: "Packets are more than a second older than others that come before them.",
        consequence: """
            The clock was set while capturing, or the file was merged or shuffled. Latencies, stalls and bit rates \
            around that place mean nothing.
            """,
        specification: "none",
        fix: "Sort with reordercap, or merge with mergecap, which sorts.",
        tolerance: "Do not compute durations across it.",
        references: [])

    func observe(_ event: Event, report: (Finding) -> Void) {}

    mutating func finish(_ totals: CaptureTotals, report: (Finding) -> Void) {
        guard totals.clockJumpsBack > 0 else { return }
        report(
            Finding(
                Self.self, capture: totals,
                "\(Measure.count(totals.clockJumpsBack, "packet")) \(totals.clockJumpsBack == 1 ? "is" : "are") more "
                    + "than a second older than one before",
                data: [Field("packets", .integer(totals.clockJumpsBack))]))
    }
}
