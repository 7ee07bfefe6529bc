import Dissection
import Fields
import RTMP

/// fmt 3 chunks with another extended timestamp than their header's.
struct ExtendedTimestampDiffers: Rule {
    static let id = "extended-timestamp-differs"
    static let severity = Severity.warning
    static let title = "A fmt 3 chunk carries another extended timestamp than the header it continues"
    static let interests: EventInterests = .unusualChunks
    static let explanation = Explanation(
        meaning: """
            The 4 bytes behind a fmt 3 header repeat those of the last fmt 0, 1 or 2 header. Here they hold another \
            number, close enough to be a timestamp: that of an earlier or later message.
            """,
        consequence: """
            Receivers that compare (SRS and GStreamer do, "want 250836763 got 2960806818") take the bytes for \
            payload and lose the chunk boundary; those that only skip them read on.
            """,
        specification: "RTMP 1.0 § 5.3.1.3",
        fix: "Repeat exactly what the chunk stream's last fmt 0, 1 or 2 header carried.",
        tolerance: "Once a sender is known to write the field, skip it whatever it holds.",
        references: ["https://github.com/KallDrexx/rust-media-libs/pull/23"])

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard let message = event.message?.message, message.facts.contains(.extendedTimestampDiffers) else { return }
        report(
            Finding(
                Self.self, at: event,
                "a fmt 3 chunk on chunk stream \(message.header.chunkStreamID) repeats another extended timestamp "
                    + "than its header had (timestamp \(message.header.timestamp))",
                data: [Field("csid", .integer(message.header.chunkStreamID))]))
    }
}
