import AMF
import Dissection
import Fields
import Packets
import RTMP

/// A call without which the session cannot go on, and no answer though there was time for one.
struct CallUnanswered: Rule {
    static let id = "call-unanswered"
    static let severity = Severity.error
    static let title = "A call that the session depends on was never answered"
    static let interests: EventInterests = [.command, .end, .coverage]
    static let maximumReports = 4
    static let explanation = Explanation(
        meaning:
            "connect, createStream, publish or play was sent and neither _result, _error nor onStatus came for it, "
            + "though the answering side had time to send one, or closed the connection instead.",
        consequence: "A client waits for this answer before it goes on: OBS, FFmpeg and Flash sit silent until their "
            + "own timeout, and users see \"connecting\" without an error.",
        specification: "RTMP 1.0 § 7.2.1 and § 7.2.2: the receiver answers connect and createStream with _result or "
            + "_error, publish and play with onStatus.",
        fix:
            "Answer every call that has a transaction id, also the refused ones: _error with a code and a description, "
            + "or onStatus of level error.",
        tolerance: "Give up after a few seconds, say which call went unanswered, and do not reconnect in a tight loop.",
        references: [
            "https://github.com/membraneframework/membrane_rtmp_plugin/pull/115",
            "https://github.com/ireader/media-server/pull/209",
        ])

    private static let patience: Int64 = 3_000_000_000
    private var coverage = CaptureCoverage()
    /// Who gave up first: the client's last deleteStream or closeStream.
    private var withdrawal: Timestamp?
    /// The calls, to point at the one that matters.
    private var calls: [Sighting] = []
    /// The first FIN or RST.
    private var close: Timestamp?

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        if let command = event.command, let message = event.message {
            if let answer = message.answer, event.direction == .serverToClient {
                calls.removeAll { $0.index == answer.index }
                if calls.isEmpty { calls = [] }
            }
            switch command.name.string {
            case "connect", "createStream", "publish", "play":
                if event.direction == .clientToServer, calls.count < 256 { calls.append(Sighting(event)) }
            case "deleteStream", "closeStream", "close":
                if event.direction == .clientToServer { withdrawal = event.time }
            default:
                break
            }
        }
        if case .sideEnded = event.body { close = close ?? event.time }
        guard let end = event.flowEnd, coverage.isWhole,
            end.directions[1].messages > 0 || end.closedBy == .serverToClient
        else { return }
        for call in end.unanswered where call.direction == .clientToServer {
            guard let origin = calls.last(where: { $0.index == call.index }) else { continue }
            let waited = (close ?? end.last).since(call.time)
            let closed = end.closedBy == .serverToClient
            let isStatusCall = call.name == "publish" || call.name == "play"
            if let withdrawal, withdrawal.since(call.time) < Self.patience { continue }
            // That the server closes upon a publish or play is told by `silent-rejection`.
            guard closed ? !isStatusCall : waited >= Self.patience else { continue }
            report(
                Finding(
                    Self.self, at: origin,
                    "\(call.name) got no answer in \(Measure.time(waited))"
                        + (closed ? "; the server closed the connection instead" : ""),
                    data: [Field("call", .text(call.name)), Field("waited_seconds", .number(Double(waited) / 1e9))]))
        }
    }
}
