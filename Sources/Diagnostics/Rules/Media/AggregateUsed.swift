import Dissection
import Fields
import RTMP

/// Aggregate messages.
struct AggregateUsed: Rule {
    static let id = "aggregate-used"
    static let severity = Severity.note
    static let title = "Aggregate messages are used"
    static let interests: EventInterests = .aggregate
    static let explanation = Explanation(
        meaning: "Message type 22 packs several messages into one, each with its own timestamp that counts from the "
            + "aggregate's. Flash Media Server sends it to players. From a publisher it is a warning.",
        consequence: "Many receivers do not know it and show nothing; some take the inner timestamps as they stand, so "
            + "that time jumps at each aggregate.",
        specification: "RTMP 1.0 § 7.1.6.",
        fix: "Send the messages one by one: the saving is small.",
        tolerance: "Unpack it: inner timestamp minus the first inner one plus the aggregate's own.",
        references: ["https://github.com/ossrs/srs/issues/60"])

    private var told: Set<Direction> = []

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard let direction = event.direction, case .aggregate(let aggregate)? = event.message?.message.body,
            told.insert(direction).inserted
        else { return }
        report(
            Finding(
                Self.self, severity: direction == .clientToServer ? .warning : nil, at: event,
                "the \(direction.sender) sends aggregates, this one of "
                    + "\(Measure.count(aggregate.messages.count, "message"))",
                data: [Field("messages", .integer(aggregate.messages.count))]))
    }
}
