import AMF
import Dissection
import Fields
import RTMP

/// An onStatus with a transaction id.
struct StatusTransaction: Rule {
    static let id = "status-transaction-id"
    static let severity = Severity.note
    static let title = "onStatus carries a transaction id other than 0"
    static let interests: EventInterests = .command
    static let explanation = Explanation(
        meaning: "onStatus is a message of its own, not a response: its transaction id is 0. This server puts another "
            + "number there, usually that of publish or play.",
        consequence:
            "Most clients do not look. Those that keep a table of open calls may take it for a call that wants "
            + "an answer.",
        specification: "RTMP 1.0 § 7.2.2: the transaction id of onStatus is 0.",
        fix: "Send 0.",
        tolerance: "Ignore the transaction id of onStatus.",
        references: ["https://github.com/ireader/media-server/pull/209"])

    private var isTold = false

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard !isTold, let command = event.command, command.name.string == "onStatus", let id = command.transactionID,
            id != 0
        else { return }
        isTold = true
        report(
            Finding(
                Self.self, at: event,
                "onStatus \(command.status?.code ?? "without a code") has transaction id "
                    + "\(id.plainDescription) instead of 0", data: [Field("transaction_id", .number(id))]))
    }
}
