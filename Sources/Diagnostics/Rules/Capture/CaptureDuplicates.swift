import Dissection
import Fields
import Streams

/// Packets that the capture holds twice.
struct CaptureDuplicates: Rule {
    static let id = "capture-duplicates"
    static let severity = Severity.note
    static let title = "The capture holds packets twice"
    static let interests: EventInterests = .end
    static let explanation = Explanation(
        meaning: "The same packet (IPv4 identification and sequence number) is in the capture more than once.",
        consequence: """
            It was captured on two interfaces (a bridge and its port, -i any) or a mirror port sends both ways of a \
            switch. It is no retransmission, and is not counted as one here; other tools show it as such.
            """,
        specification: "none",
        fix: "Capture on one interface; editcap -d removes the copies.",
        tolerance: "Each byte is taken once.",
        references: [])

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard case .flowEnd(let end) = event.body else { return }
        let duplicates = end.directions.reduce(0) { $0 + $1.tcp.duplicatedPackets }
        guard duplicates > 0 else { return }
        report(
            Finding(
                Self.self, at: event,
                "\(duplicates) of \(Measure.count(end.packets, "packet")) are copies of others in the capture",
                data: [Field("duplicates", .integer(duplicates)), Field("packets", .integer(end.packets))]))
    }
}
