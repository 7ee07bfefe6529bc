import AMF
import Dissection
import Fields
import Packets

/// Ping requests that the peer did not answer in time.
struct PingUnanswered: Rule {
    static let id = "ping-unanswered"
    static let severity = Severity.warning
    static let title = "Ping requests were not answered"
    static let interests: EventInterests = [.control, .end, .coverage]
    static let explanation = Explanation(
        meaning:
            "The user control event PingRequest asks whether the peer is alive; PingResponse with the same timestamp "
            + "is the answer. None came.",
        consequence:
            "nginx-rtmp closes the connection after ping_timeout and logs \"ping: unresponded\"; a player that "
            + "is paused or an encoder that is stalled is thrown out.",
        specification: "RTMP 1.0 § 7.1.7: the client responds to PingRequest with PingResponse.",
        fix: "Answer each PingRequest at once from the reading side, also while sending is blocked.",
        tolerance: "Servers: count any bytes from the peer as a sign of life.",
        references: [
            "https://github.com/sergey-dryabzhinsky/nginx-rtmp-module/issues/353",
            "https://github.com/arut/nginx-rtmp-module/issues/846", "https://github.com/BasisVR/Basis/pull/877",
        ])

    private static let patience: Int64 = 2_000_000_000
    private var coverage = CaptureCoverage()
    private var pings = ByDirection(Pings())

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        for direction in [Direction.clientToServer, .serverToClient] {
            _ = pings[direction].note(event, direction)
        }
        guard let end = event.flowEnd, coverage.isWhole else { return }
        for direction in [Direction.serverToClient, .clientToServer] {
            let pings = pings[direction]
            guard let first = pings.open.first, let origin = first.place.direction else { continue }
            let waited = end.last.since(first.place.time)
            guard waited >= Self.patience else { continue }
            report(
                Finding(
                    Self.self, at: first.place,
                    "the \(origin.receiver) did not answer \(pings.open.count) of "
                        + "\(Measure.count(pings.requests, "ping request")), the first for \(Measure.time(waited))",
                    data: [
                        Field("unanswered", .integer(pings.open.count)), Field("requests", .integer(pings.requests)),
                        Field("waited_seconds", .number(Double(waited) / 1e9)),
                    ]))
        }
    }
}
