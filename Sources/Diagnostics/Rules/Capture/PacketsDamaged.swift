import Dissection
import Fields
import Streams

/// Segments with a wrong checksum among right ones, which their receiver threw away.
struct PacketsDamaged: Rule {
    static let id = "packets-damaged"
    static let severity = Severity.note
    static let title = "Packets were damaged on their way"
    static let interests: EventInterests = .end
    static let explanation = Explanation(
        meaning: """
            Some segments have a TCP checksum that does not fit, among others that have the right one, and were sent \
            again. Where nearly all of one side's are wrong, the sending host captured itself and its network card \
            fills them in later: that is no damage and not reported.
            """,
        consequence: """
            The receiver drops them, which looks to the sender like loss: it sends again and slows down. A bad cable, \
            port, Wi-Fi link or a middle box that rewrites payload does this.
            """,
        specification: "RFC 9293 § 3.1",
        fix: "Look at the error counters of the interfaces on the way (ip -s link, ethtool -S).",
        tolerance: "TCP repairs it; nothing is to be done in RTMP.",
        references: [])

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard case .flowEnd(let end) = event.body else { return }
        for direction in [Direction.clientToServer, .serverToClient] {
            let totals = end.directions[Int(direction.rawValue)]
            let damaged = totals.damagedSegments
            guard damaged > 0 else { continue }
            var finding = Finding(
                Self.self, at: event,
                "\(damaged) of \(Measure.count(totals.tcp.packets, "packet")) of the \(direction.sender) have a broken "
                    + "checksum; \(totals.tcp.retransmittedSegments) were sent again",
                data: [
                    Field("damaged", .integer(damaged)), Field("packets", .integer(totals.tcp.packets)),
                    Field("retransmitted", .integer(totals.tcp.retransmittedSegments)),
                ])
            finding.direction = direction
            report(finding)
        }
    }
}
