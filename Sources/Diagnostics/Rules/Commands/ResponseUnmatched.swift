import AMF
import Dissection
import Fields
import RTMP

/// A `_result` or `_error` with a transaction id that no call has, or that was answered before.
struct ResponseUnmatched: Rule {
    static let id = "response-unmatched"
    static let severity = Severity.warning
    static let title = "A response answers no call"
    static let interests: EventInterests = [.command, .end, .coverage]
    static let maximumReports = 4
    static let explanation = Explanation(
        meaning: "A response repeats the transaction id of the call that it answers. This one has an id that the peer "
            + "never used, or one whose call had its answer already.",
        consequence: "The caller drops the response and waits for the right one: createStream never gives a stream id "
            + "and the session hangs. Second answers make clients create streams twice.",
        specification: "RTMP 1.0 § 7.2.1.2: the transaction id of a response is that of the command it is for.",
        fix: "Copy the transaction id of the call, as the number it was, into its response; answer once.",
        tolerance: "Take a response whose id is 0 or unknown for the oldest open call of the kind that it fits, and "
            + "ignore further answers to the same call.",
        references: [
            "https://github.com/membraneframework/membrane_rtmp_plugin/pull/115",
            "https://github.com/ireader/media-server/pull/209",
        ])

    private static let maximum = 4096
    private var coverage = CaptureCoverage()
    private var deferred = DeferredFindings()
    /// By the side that called.
    private var calls = ByDirection(TransactionBook())

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        deferred.release(at: event, coverage, report)
        guard let direction = event.direction, let command = event.command, let message = event.message,
            let id = command.transactionID
        else { return }
        let own = Int(direction.rawValue)
        let peer = Int(direction.opposite.rawValue)
        guard command.isResponse else {
            if calls[own].count < Self.maximum { calls[own].call(id) }
            return
        }
        defer { calls[peer].answer(id) }
        guard message.answer == nil, coverage.isWhole, calls[peer].count < Self.maximum else { return }
        let known = calls[peer].isAnswered(id)
        // Transaction 0 wants no answer; servers that give one do no harm.
        guard known != false, id != 0 || known == nil else { return }
        let number = id.plainDescription
        deferred.append(
            Finding(
                Self.self, at: event,
                known == nil
                    ? "\(command.name.string) has transaction \(number), which no call of the \(direction.receiver) has"
                    : "\(command.name.string) answers transaction \(number) a second time",
                data: [Field("transaction_id", .number(id)), Field("answered_before", .flag(known == true))]))
    }
}
