import Dissection
import Fields
import RTMP

/// fmt 1, 2 or 3 where there is nothing to inherit from.
struct ChunkStreamUnopened: Rule {
    static let id = "chunk-stream-unopened"
    static let severity = Severity.error
    static let title = "A chunk inherits from a header that was never sent"
    static let interests: EventInterests = [.coverage, .unusualChunks]
    static let explanation = Explanation(
        meaning: """
            fmt 1 leaves out the message stream id, fmt 2 length and type as well, fmt 3 everything: the first chunk \
            on a chunk stream must be fmt 0.
            """,
        consequence: """
            After fmt 2 or 3 no receiver can go on. fmt 1 is seen in the wild (librtmp opens chunk stream 2 with it); \
            most take the missing values for 0, strict decoders close the connection.
            """,
        specification: "RTMP 1.0 § 5.3.1.2.1",
        fix: "Begin every chunk stream with fmt 0.",
        tolerance: "Take fmt 1 on a fresh chunk stream as fmt 0 with message stream 0.",
        references: [
            "https://github.com/iizukanao/node-rtsp-rtmp-server/issues/90",
            "https://github.com/KallDrexx/rust-media-libs/pull/50",
        ])

    private var coverage = CaptureCoverage()

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        let isWhole = event.direction.map { coverage.isWhole($0) } ?? false
        coverage.note(event)
        guard isWhole else { return }
        if case .lost(let loss) = event.body, case .noPreviousHeader(let format, let csid) = loss.cause {
            report(
                Finding(
                    Self.self, at: event,
                    "fmt \(format) on chunk stream \(csid), on which no header has been sent: the chunk boundary is "
                        + "lost",
                    data: [Field("fmt", .integer(Int(format))), Field("csid", .integer(csid))]))
        } else if let message = event.message?.message, message.facts.contains(.format1OnFreshStream) {
            report(
                Finding(
                    Self.self, severity: .note, at: event,
                    "fmt 1 opens chunk stream \(message.header.chunkStreamID): timestamp and message stream count "
                        + "from 0",
                    data: [Field("fmt", .integer(1)), Field("csid", .integer(message.header.chunkStreamID))]))
        }
    }
}
