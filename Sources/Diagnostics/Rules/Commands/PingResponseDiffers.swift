import Dissection
import Fields

/// A ping response with a timestamp that was not asked for.
struct PingResponseDiffers: Rule {
    static let id = "ping-response-differs"
    static let severity = Severity.warning
    static let title = "A ping response carries another timestamp than its request"
    static let interests: EventInterests = [.control, .end, .coverage]
    static let explanation = Explanation(
        meaning: "PingResponse repeats the timestamp of the PingRequest that it answers. This one has another.",
        consequence:
            "Servers that compare the two take the ping for unanswered and close; those that measure the round "
            + "trip get nonsense.",
        specification: "RTMP 1.0 § 7.1.7: the event data is the timestamp received with the PingRequest.",
        fix: "Copy the four bytes of the request.",
        tolerance: "Take any PingResponse for a sign of life.",
        references: [
            "https://github.com/sergey-dryabzhinsky/nginx-rtmp-module/issues/353",
            "https://github.com/BasisVR/Basis/pull/877",
        ])

    private var coverage = CaptureCoverage()
    private var deferred = DeferredFindings()
    private var pings = ByDirection(Pings())
    private var isTold = false

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        deferred.release(at: event, coverage, report)
        for direction in [Direction.clientToServer, .serverToClient] {
            guard case .differs(let expected, let got) = pings[direction].note(event, direction), !isTold,
                coverage.isWhole
            else { continue }
            isTold = true
            deferred.append(
                Finding(
                    Self.self, at: event, "the ping response says \(got), the request said \(expected)",
                    data: [Field("expected", .integer(Int(expected))), Field("got", .integer(Int(got)))]))
        }
    }
}
