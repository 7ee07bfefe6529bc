import AMF
import Dissection
import Fields
import RTMP

/// A status code that is not in any list.
struct StatusCodeUnknown: Rule {
    static let id = "status-code-unknown"
    static let severity = Severity.note
    static let title = "A status code is not a known one"
    static let interests: EventInterests = [.command, .data]
    static let maximumReports = 8
    static let explanation = Explanation(
        meaning: "The code of a status object (onStatus, _error, onPlayStatus, …) is in no public list. Where it looks "
            + "like a misspelling of a known one, or differs from it only in upper and lower case, this is a warning.",
        consequence: "Clients compare codes as texts: one that waits for NetStream.Unpublish.Success does not see "
            + "NetStream.unpublish.Success. Codes of an application's own are harmless.",
        specification: "RTMP 1.0 § 7.2.2 gives codes by example; Adobe's NetStatusEvent lists them.",
        fix: "Send the code that is meant, letter by letter.",
        tolerance: "Go by the level where the code is not known.",
        references: [])

    private static let maximum = 32
    private var told: Set<String> = []

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard let message = event.message?.message else { return }
        let status: Status?
        switch message.body {
        case .command(let command):
            // Whatever an application's own calls carry is its own business.
            guard command.isResponse || command.name.string.hasPrefix("on") else { return }
            status = command.status
        case .data(let data):
            guard ["onStatus", "onPlayStatus"].contains(data.name?.string) else { return }
            status = Status(in: data.values)
        default:
            return
        }
        guard let code = status?.code, StatusCode.named(code) == nil, told.count < Self.maximum,
            told.insert(code).inserted
        else { return }
        let near = StatusCode.nearest(to: code)
        report(
            Finding(
                Self.self, severity: near == nil ? nil : .warning, at: event,
                "\"\(code)\" is not a known status code" + (near.map { "; \($0.code) is" } ?? ""),
                data: [Field("code", .text(code))] + (near.map { [Field("nearest", .text($0.code))] } ?? [])))
    }
}
