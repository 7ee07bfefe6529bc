import AMF
import Transcripts

/// Message stream ids as what they are: which of the numbers that the server gave is used.
///
/// That one server counts from 1 and another from 5 is no difference; to publish on a number that nobody gave is one.
struct GivenStreams: Sendable {
    private var order: [Double: Int] = [:]

    init(_ flow: TranscriptFlow) {
        for entry in flow.entries where entry.kind == "result of createStream" {
            if case .number(let id)? = entry["stream_id"], order[id] == nil { order[id] = order.count + 1 }
        }
    }

    /// Whether ids mean the same, as far as the captures tell: one may not have what the server gave.
    static func isSame(_ x: TranscriptValue?, _ a: GivenStreams, _ y: TranscriptValue?, _ b: GivenStreams) -> Bool {
        if x == nil && a.order.isEmpty || y == nil && b.order.isEmpty { return true }
        if a.order.isEmpty || b.order.isEmpty, case .number(let i)? = x, case .number(let j)? = y {
            return (i == 0) == (j == 0)
        }
        return a.meaning(of: x) == b.meaning(of: y)
    }

    /// Equal for ids that mean the same.
    private func meaning(of value: TranscriptValue?) -> String {
        guard let value else { return "absent" }
        guard case .number(let id) = value else { return TranscriptWriter.text(of: value) }
        return order[id].map { "given \($0)" } ?? id.plainDescription
    }

    /// For people, where it matters whether the server gave it.
    func word(for value: TranscriptValue?) -> TranscriptValue? {
        guard case .number(let id)? = value, id != 0 else { return value }
        return .word("\(id.plainDescription)\(order[id] == nil ? " (not given)" : " (as given)")")
    }
}
