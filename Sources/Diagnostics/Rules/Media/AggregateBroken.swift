import Dissection
import Fields
import Media
import RTMP

/// An aggregate whose parts do not add up.
struct AggregateBroken: Rule {
    static let id = "aggregate-broken"
    static let severity = Severity.warning
    static let title = "An aggregate message does not add up"
    static let interests: EventInterests = .aggregate
    static let explanation = Explanation(
        meaning: "Behind each message in an aggregate stands a back pointer: the message's size with its header, 11 "
            + "bytes more than its payload. Here one has another value, or a message goes past the aggregate's end.",
        consequence: "Readers that check it drop the rest of the aggregate.",
        specification: "RTMP 1.0 § 7.1.6: the back pointer is the size of the message before it, its header included.",
        fix: "Write 11 plus the payload's length.",
        tolerance: "Ignore back pointers, and go by the lengths.",
        references: ["https://github.com/ossrs/srs/issues/60"])

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard let message = event.message?.message, message.missing == 0, case .aggregate(let aggregate) = message.body,
            !message.facts.contains(.payloadCutAtLimit)
        else { return }
        if let problem = aggregate.problem {
            report(
                Finding(
                    Self.self, at: event,
                    "the aggregate breaks off after \(Measure.count(aggregate.messages.count, "message")): \(problem)",
                    data: [Field("messages", .integer(aggregate.messages.count))]))
            return
        }
        for (index, inner) in aggregate.messages.enumerated() {
            guard let pointer = inner.backPointer, Int(pointer) != inner.length + 11 else { continue }
            report(
                Finding(
                    Self.self, at: event,
                    "the back pointer of message \(index + 1) in the aggregate is \(pointer), not \(inner.length + 11)",
                    data: [
                        Field("back_pointer", .integer(Int(pointer))), Field("expected", .integer(inner.length + 11)),
                    ]))
            return
        }
    }
}
