import Dissection
import Fields
import RTMP

/// fmt 3 that opens a message right behind fmt 0.
struct DeltaAfterFullHeader: Rule {
    static let id = "delta-is-timestamp"
    static let severity = Severity.warning
    static let title = "fmt 3 opens a message right after fmt 0: receivers disagree about its timestamp"
    static let interests: EventInterests = .unusualChunks
    static let explanation = Explanation(
        meaning: """
            A fmt 3 header that begins a message repeats the last delta. After fmt 0 there was none, and the \
            specification takes the timestamp of that header for it: the time doubles.
            """,
        consequence: """
            librtmp, FFmpeg and SRS follow the specification; nginx-rtmp adds nothing. The track drifts from the \
            other one by the timestamp of the fmt 0 header.
            """,
        specification: "RTMP 1.0 § 5.3.1.2.4",
        fix: "Open the second message of a chunk stream with fmt 1 or 2 and an explicit delta.",
        tolerance: "Compare with the next fmt 0 of the chunk stream, which tells what the sender meant.",
        references: [
            "https://github.com/membraneframework/membrane_rtmp_plugin/pull/42",
            "https://github.com/HaishinKit/HaishinKit.swift/issues/294",
        ])

    /// ms: readings this close make no difference that is seen or heard.
    private static let harmless: UInt32 = 50

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard let message = event.message?.message, message.facts.contains(.deltaIsTimestamp) else { return }
        // The delta is the timestamp of the header before, so half of what came out.
        let before = message.header.timestamp / 2
        report(
            Finding(
                Self.self, severity: before <= Self.harmless || !message.header.type.isMedia ? .note : .warning,
                at: event,
                "fmt 3 opens a message on chunk stream \(message.header.chunkStreamID) behind fmt 0: timestamp "
                    + "\(message.header.timestamp) by the specification, half of it by nginx-rtmp",
                data: [Field("timestamp", .integer(Int(message.header.timestamp)))]))
    }
}
