import Dissection
import Fields
import Streams

/// A capture that has only one of two directions.
struct CaptureOneSided: Rule {
    static let id = "capture-one-sided"
    static let severity = Severity.warning
    static let title = "The capture has only one direction of the connection"
    static let interests: EventInterests = .end
    static let explanation = Explanation(
        meaning: """
            Packets of one side are in the capture, none (or none with data) of the other, which answered all the same.
            """,
        consequence: """
            Half of the conversation cannot be told: which call was answered, what was refused, who acknowledged \
            what. It is the capture's fault, not that of the peers: a filter that names only one address as source, \
            asymmetric routes, a switch port that mirrors one direction.
            """,
        specification: "none",
        fix: "Capture on one of the two hosts, with a filter such as: tcp port 1935",
        tolerance: "Read what is there; do not count missing answers.",
        references: ["https://github.com/bluenviron/mediamtx/issues/2938"])

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard case .flowEnd(let end) = event.body, end.directions.count == 2 else { return }
        for (index, direction) in [Direction.clientToServer, .serverToClient].enumerated() {
            let (absent, present) = (end.directions[index], end.directions[1 - index])
            guard present.bytes > 0, absent.bytes == 0 else { continue }
            // It was there and sent no data: then it said nothing, unless the peer acknowledged something.
            guard absent.tcp.packets == 0 || absent.tcp.acknowledged > 0 else { continue }
            var finding = Finding(
                Self.self, at: event,
                "nothing that the \(direction.sender) sent is in the capture, against \(Measure.bytes(present.bytes)) "
                    + "of the \(direction.receiver)",
                data: [Field("bytes", .integer(present.bytes))])
            finding.direction = direction
            report(finding)
        }
    }
}
