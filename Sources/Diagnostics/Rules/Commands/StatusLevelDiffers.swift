import AMF
import Dissection
import Fields
import RTMP

/// A status whose level does not fit its code.
struct StatusLevelDiffers: Rule {
    static let id = "status-level-differs"
    static let severity = Severity.warning
    static let title = "A status has another level than its code"
    static let interests: EventInterests = .command
    static let maximumReports = 8
    static let explanation = Explanation(
        meaning: "The level of a status object says whether it is news, a warning or an error; each code has one by "
            + "custom. Here the two contradict each other, or the level is none of the three words.",
        consequence: "Some clients go by the level, some by the code: an error that is sent as a status is taken for "
            + "success by the first, and a status sent as an error ends the session.",
        specification: "RTMP 1.0 § 7.2.2: level is \"warning\", \"status\" or \"error\".",
        fix: "Send the level that belongs to the code.",
        tolerance: "Go by the code where it is known, by the level otherwise.",
        references: [])

    private static let maximum = 16
    private var told: Set<String> = []

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard let status = event.command?.status, let level = status.level else { return }
        let known = status.code.flatMap { StatusCode.named($0) }
        let isWord = StatusCode.Level(rawValue: level) != nil
        guard known.map({ $0.level.rawValue != level }) ?? !isWord, told.count < Self.maximum,
            told.insert("\(level) \(status.code ?? "")").inserted
        else { return }
        let code = status.code ?? "a status without a code"
        report(
            Finding(
                Self.self, at: event,
                known.map { "\(code) came with level \"\(level)\" instead of \"\($0.level.rawValue)\"" }
                    ?? "\(code) came with level \"\(level)\", which is none",
                data: [Field("level", .text(level))] + (status.code.map { [Field("code", .text($0))] } ?? [])
                    + (known.map { [Field("expected", .text($0.level.rawValue))] } ?? [])))
    }
}
