import AMF
import Dissection
import Fields
import RTMP

/// A call that the server refused in so many words.
struct RequestRefused: Rule {
    static let id = "request-refused"
    static let severity = Severity.error
    static let title = "A call was refused"
    static let interests: EventInterests = .command
    static let maximumReports = 8
    static let explanation = Explanation(
        meaning: "The peer answered with _error, or with an onStatus of level error. Its code and description say why; "
            + "`rtmp-dissect explain CODE` says what the code stands for. For a call that the session does not depend "
            + "on (releaseStream, getStreamLength, …) this is a note.",
        consequence: "The session ends here, or goes on without what was asked for.",
        specification: "RTMP 1.0 § 7.2.1 and § 7.2.2: _error, and onStatus with level \"error\".",
        fix: "As the description says: application name, stream key, permissions, or the name of the stream.",
        tolerance: "Show the description to the user, and do not reconnect in a tight loop to what was refused.",
        references: [
            "https://github.com/arut/nginx-rtmp-module/issues/96", "https://github.com/ossrs/srs/issues/4037",
        ])

    private static let vital: Set<String> = ["connect", "createStream", "publish", "play", "play2"]
    /// These have rules of their own.
    private static let elsewhere: Set<String> = ["_checkbw", "checkBandwidth"]

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard let command = event.command, let direction = event.direction else { return }
        let isError = command.name.string == "_error"
        let status = command.status
        guard isError || (command.name.string == "onStatus" && status?.level == "error"),
            status?.code != "NetStream.Publish.BadName", AuthenticationStep(status?.description) == nil
        else { return }
        let call = event.message?.answer?.name
        if let call, Self.elsewhere.contains(call) { return }
        let isVital = !isError || call.map { Self.vital.contains($0) } ?? true
        var words = "the \(direction.sender) refused \(call ?? (isError ? "a call" : "the stream"))"
        if let code = status?.code { words += ": \(code)" }
        if let description = status?.description, !description.isEmpty { words += ", \"\(description)\"" }
        report(
            Finding(
                Self.self, severity: isVital ? nil : .note, at: event, words,
                data: (call.map { [Field("call", .text($0))] } ?? [])
                    + (status?.code.map { [Field("code", .text($0))] } ?? [])
                    + (status?.description.map { [Field("description", .text($0))] } ?? [])))
    }
}
