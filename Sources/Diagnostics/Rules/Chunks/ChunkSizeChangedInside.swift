import Dissection
import Fields
import RTMP

/// Set Chunk Size in the midst of a message.
struct ChunkSizeChangedInside: Rule {
    static let id = "chunk-size-changed-inside"
    static let severity = Severity.note
    static let title = "The chunk size changed while a message was unfinished"
    static let interests: EventInterests = .unusualChunks
    static let explanation = Explanation(
        meaning: """
            Set Chunk Size came between two chunks of another message: its first chunks have the old size, the rest \
            the new one.
            """,
        consequence: "Receivers that compute a message's chunks when it begins lose the chunk boundary here.",
        specification: "RTMP 1.0 § 5.4.1: the size holds for the next chunk, of whatever message",
        fix: "Change the size between messages.",
        tolerance: "Ask for the size at each chunk.",
        references: ["https://github.com/Red5/red5-client/issues/48"])

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard let message = event.message?.message, message.facts.contains(.chunkSizeChangedInside) else { return }
        report(
            Finding(
                Self.self, at: event,
                "the chunk size changed inside a message of \(Measure.bytes(message.header.length)) on chunk stream "
                    + "\(message.header.chunkStreamID)",
                data: [Field("csid", .integer(message.header.chunkStreamID))]))
    }
}
