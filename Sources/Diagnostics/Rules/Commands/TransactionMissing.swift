import AMF
import Dissection
import Fields
import Media
import RTMP

/// A command whose second value is not a number.
struct TransactionMissing: Rule {
    static let id = "transaction-id-missing"
    static let severity = Severity.warning
    static let title = "A command has no transaction id"
    static let interests: EventInterests = .command
    static let maximumReports = 8
    static let explanation = Explanation(
        meaning: "Every command begins with its name and a number, the transaction id; 0 where no answer is wanted. "
            + "Here the number is missing, so that everything behind it stands one place too early.",
        consequence: "Strict readers take the next value for the id and fail: an onFCPublish without one broke Vimeo "
            + "Livestream Studio and hardware encoders.",
        specification: "RTMP 1.0 § 7.2: name, transaction id, command object, arguments.",
        fix: "Send 0 as the second value of commands that want no answer, onStatus and onFCPublish among them.",
        tolerance: "Look at the type of the second value before taking it for the transaction id.",
        references: [
            "https://github.com/membraneframework/membrane_rtmp_plugin/pull/115",
            "https://github.com/ireader/media-server/pull/209",
        ])

    private static let maximum = 32
    private var told: Set<String> = []

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard let command = event.command, let direction = event.direction, command.transactionID == nil,
            command.problem == nil, !command.name.isEmpty, told.count < Self.maximum,
            told.insert("\(direction.rawValue)\(command.name.string)").inserted
        else { return }
        report(
            Finding(
                Self.self, at: event, "the \(direction.sender)'s \(command.name.string) has no transaction id",
                data: [Field("command", .text(command.name.string))]))
    }
}
