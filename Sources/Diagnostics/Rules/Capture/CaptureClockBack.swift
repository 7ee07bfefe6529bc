import Dissection
import Fields

/// A capture clock that was set back.
struct CaptureClockBack: Rule {
    static let id = "capture-clock-back"
    static let severity = Severity.note
    static let title = "The capture's clock went back"
    static let interests: EventInterests = .capture
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

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard case .capture(.clockWentBack(let by)) = event.body else { return }
        report(
            Finding(
                Self.self, at: event,
                "packet \(event.lastPacket) is \(Measure.time(by)) older than one before it",
                data: [Field("seconds", .number(Double(by) / 1e9))]))
    }
}
