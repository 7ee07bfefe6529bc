import AMF
import Dissection
import Fields
import Packets
import RTMP

/// publish or play answered by `_result` where clients wait for onStatus.
struct PublishAnsweredByResult: Rule {
    static let id = "status-sent-as-result"
    static let severity = Severity.error
    static let title = "publish or play was answered by _result instead of onStatus"
    static let interests: EventInterests = [.command, .end, .coverage]
    static let maximumReports = 4
    static let explanation = Explanation(
        meaning: "The answer to publish and play is a command named onStatus on the message stream that was published "
            + "or played. This server sent _result, and no onStatus.",
        consequence: "Encoders wait for NetStream.Publish.Start in an onStatus: OBS sits silent and sends nothing, "
            + "FFmpeg times out. To the eye the session looks accepted.",
        specification: "RTMP 1.0 § 7.2.2.1 and § 7.2.2.6: the server answers with onStatus.",
        fix: "Send onStatus with transaction id 0, null and an object of level, code and description on the stream.",
        tolerance:
            "Take a _result for publish or play whose object has a NetStream code for the onStatus it stands for.",
        references: [])

    private var coverage = CaptureCoverage()
    private var waiting: [(place: Sighting, call: String, code: String?)] = []

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        if let command = event.command, event.direction == .serverToClient {
            if command.name.string == "_result", let call = event.message?.answer?.name,
                call == "publish" || call == "play", waiting.count < 16
            {
                waiting.append((Sighting(event), call, command.status?.code))
            } else if command.name.string == "onStatus" {
                let isPlay = command.status?.code?.hasPrefix("NetStream.Play") ?? false
                waiting.removeAll { ($0.call == "play") == isPlay }
            }
        }
        guard let end = event.flowEnd, coverage.isWhole(.serverToClient) else { return }
        for (origin, call, code) in waiting {
            let waited = end.last.since(origin.time)
            guard end.closedBy != nil || waited > 1_000_000_000 else { continue }
            report(
                Finding(
                    Self.self, at: origin,
                    "\(call) was answered by _result\(code.map { " " + $0 } ?? ""), and by no onStatus in "
                        + Measure.time(waited),
                    data: [Field("call", .text(call))] + (code.map { [Field("code", .text($0))] } ?? [])))
        }
    }
}
