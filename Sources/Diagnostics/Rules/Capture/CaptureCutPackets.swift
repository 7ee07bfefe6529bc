import Dissection
import Fields

/// Packets that were cut at the snap length.
struct CaptureCutPackets: Rule {
    static let id = "capture-cut-packets"
    static let severity = Severity.warning
    static let title = "Packets were captured only in part"
    static let interests: EventInterests = []
    static let scope = RuleScope.capture
    static let explanation = Explanation(
        meaning: "The program that captured kept only the first bytes of each packet (its snap length).",
        consequence: """
            Payload is missing from every long packet: with 96 or 128 bytes there is no RTMP left to read, only \
            headers and acknowledgements.
            """,
        specification: "none",
        fix: "Capture whole packets: tcpdump -s 0, dumpcap without -s.",
        tolerance: "Read what is there, and count the rest as missing.",
        references: ["https://github.com/bluenviron/mediamtx/issues/2938"])

    func observe(_ event: Event, report: (Finding) -> Void) {}

    mutating func finish(_ totals: CaptureTotals, report: (Finding) -> Void) {
        guard totals.cutPackets > 0 else { return }
        report(
            Finding(
                Self.self, capture: totals,
                "\(Measure.count(totals.cutPackets, "packet")) lack \(Measure.bytes(totals.cutBytes)) of payload: the "
                    + "snap length cut them",
                data: [Field("packets", .integer(totals.cutPackets)), Field("bytes", .integer(totals.cutBytes))]))
    }
}
