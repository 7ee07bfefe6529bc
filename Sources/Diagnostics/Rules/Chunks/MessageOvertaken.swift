import Dissection
import Fields
import RTMP

/// A new message on a chunk stream whose last one is unfinished.
struct MessageOvertaken: Rule {
    static let id = "message-overtaken"
    static let severity = Severity.error
    static let title = "A message begins on a chunk stream before the one before it is complete"
    static let interests: EventInterests = [.coverage, .unusualChunks]
    static let explanation = Explanation(
        meaning: """
            Messages of different chunk streams may be interleaved, those of one may not: a header of fmt 0 to 2 came \
            while bytes of the last message were still missing. With the same length and type it is taken for a \
            continuation with too long a header.
            """,
        consequence: """
            The unfinished message is lost; strict receivers close (SRS: "chunk stream start with fresh but not \
            finished"). It also shows when a message's length is wrong, or chunks are cut at another size.
            """,
        specification: "RTMP 1.0 § 5.3.1",
        fix: "Write all chunks of a message before the next one on the same chunk stream; lock the writer.",
        tolerance: "Drop the unfinished message and go on with the new one.",
        references: [
            "https://github.com/membraneframework/membrane_rtmp_plugin/pull/118",
            "https://github.com/zenomt/rtmfp-cpp/issues/19",
        ])

    private var coverage = CaptureCoverage()

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        let isWhole = event.direction.map { coverage.isWhole($0) } ?? false
        coverage.note(event)
        guard isWhole else { return }
        if case .cut(let cut) = event.body, cut.cause == .overtaken {
            report(
                Finding(
                    Self.self, at: event,
                    "a new message on chunk stream \(cut.header.chunkStreamID) after \(cut.received) of "
                        + "\(cut.header.length) bytes of the one before it",
                    data: [
                        Field("csid", .integer(cut.header.chunkStreamID)), Field("received", .integer(cut.received)),
                        Field("length", .integer(cut.header.length)),
                    ]))
        } else if let message = event.message?.message, message.facts.contains(.headerInsideMessage) {
            report(
                Finding(
                    Self.self, severity: .warning, at: event,
                    "a message on chunk stream \(message.header.chunkStreamID) goes on with a fmt 1 or 2 header where "
                        + "fmt 3 belongs",
                    data: [Field("csid", .integer(message.header.chunkStreamID))]))
        }
    }
}
