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

    /// Equal for ids that mean the same.
    func word(for value: TranscriptValue) -> String {
        guard case .number(let id) = value else { return TranscriptWriter.text(of: value) }
        return order[id].map { "given \($0)" } ?? id.plainDescription
    }
}
