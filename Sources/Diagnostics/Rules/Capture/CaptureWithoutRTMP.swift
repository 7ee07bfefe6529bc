import Dissection
import Fields

/// A capture in which there is no RTMP.
struct CaptureWithoutRTMP: Rule {
    static let id = "capture-without-rtmp"
    static let severity = Severity.warning
    static let title = "No RTMP was found in the capture"
    static let interests: EventInterests = []
    static let scope = RuleScope.capture
    static let explanation = Explanation(
        meaning: "There are TCP connections in the capture, but none of them was recognised as RTMP.",
        consequence: """
            It may be the wrong interface, a filter that is too narrow, RTMP inside TLS, a snap length that left \
            only headers, or a connection that was opened before the capture began. A connection that is refused \
            never gets as far as RTMP: the server is down, or listens at another port.
            """,
        specification: "none",
        fix: "Capture on the host itself and on the interface that carries the traffic (-i any), before it connects.",
        tolerance: "Name a port with --port to have it read as RTMP whatever it begins with.",
        references: ["https://github.com/bluenviron/mediamtx/issues/2938"])

    func observe(_ event: Event, report: (Finding) -> Void) {}

    mutating func finish(_ totals: CaptureTotals, report: (Finding) -> Void) {
        // RTMP inside HTTP is RTMP as well.
        guard totals.rtmpFlows == 0, totals.packets > 0, totals.otherFlows["rtmpt"] == nil else { return }
        let others = totals.otherFlows.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let list = others.prefix(4).map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        var text =
            totals.tcpSegments == 0
            ? "none of the \(Measure.count(totals.packets, "packet")) could be read as TCP"
            : "no RTMP in \(Measure.count(totals.tcpSegments, "TCP segment"))"
        if !list.isEmpty { text += "; the connections are: \(list)" }
        if let refused = totals.otherExamples.first(where: { $0.name == "refused" }) {
            text += "; nothing listens at \(refused.responder), or a firewall answers for it"
        }
        if totals.otherFlows["tls"] != nil { text += "; what is inside TLS cannot be read" }
        if totals.cutPackets > 0 { text += "; \(Measure.count(totals.cutPackets, "packet")) were cut short" }
        report(Finding(Self.self, capture: totals, text, data: [Field("packets", .integer(totals.packets))]))
    }
}
