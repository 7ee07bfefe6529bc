import AMF
import Dissection
import Fields
import RTMP

/// `_checkbw` that was refused or not answered.
struct BandwidthCheckUnanswered: Rule {
    static let id = "bandwidth-check-unanswered"
    static let severity = Severity.note
    static let title = "The bandwidth check was refused or not answered"
    static let interests: EventInterests = [.command, .end, .coverage]
    static let explanation = Explanation(
        meaning: "Upon the server's onBWDone a client calls _checkbw, on which Adobe's server starts a series of "
            + "onBWCheck calls that measure the line. This server refused the call or did not answer it.",
        consequence: "None: clients go on without. It looks like an error in a dump and is noise.",
        specification: "None: Adobe's servers use it, RTMP 1.0 does not have it.",
        fix: "Servers that do not measure need not send onBWDone; then clients do not call.",
        tolerance: "Do not wait for an answer to _checkbw, and do not take an _error for a refusal of the session.",
        references: ["https://github.com/iizukanao/node-rtsp-rtmp-server/issues/27"])

    private static let names: Set<String> = ["_checkbw", "checkBandwidth", "onBWCheck", "_onbwcheck"]
    private var coverage = CaptureCoverage()
    @Seldom private var call: Sighting?
    private var isTold = false

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        guard !isTold else { return }
        if let command = event.command {
            if Self.names.contains(command.name.string), call == nil { call = Sighting(event) }
            if command.name.string == "_error", let name = event.message?.answer?.name, Self.names.contains(name) {
                isTold = true
                let words = command.status?.description ?? command.status?.code
                report(
                    Finding(
                        Self.self, at: event, "\(name) was answered by _error" + (words.map { ": \($0)" } ?? ""),
                        data: [Field("call", .text(name))]))
            }
        }
        guard let end = event.flowEnd, let call, coverage.isWhole,
            let open = end.unanswered.first(where: { Self.names.contains($0.name) })
        else { return }
        isTold = true
        report(
            Finding(Self.self, at: call, "\(open.name) got no answer", data: [Field("call", .text(open.name))]))
    }
}
