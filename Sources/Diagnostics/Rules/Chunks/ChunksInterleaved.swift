import Dissection
import Fields
import RTMP

/// Messages whose chunks have those of others between them.
struct ChunksInterleaved: Rule {
    static let id = "chunks-interleaved"
    static let severity = Severity.note
    static let title = "Chunks of different messages are interleaved"
    static let interests: EventInterests = .unusualChunks
    static let explanation = Explanation(
        meaning: """
            Between two chunks of a message there are chunks of a message on another chunk stream. That is what \
            chunks are for: audio need not wait for a large video frame.
            """,
        consequence: """
            Receivers that keep one message in progress instead of one a chunk stream break: "Unexpected header type \
            when combining body chunks", or "RTMP packet size mismatch" of old FFmpeg versions.
            """,
        specification: "RTMP 1.0 § 5.3",
        fix: "None needed. Senders that must please such a receiver finish each message before they begin the next.",
        tolerance: "Keep header and payload of each chunk stream apart.",
        references: [
            "https://github.com/membraneframework/membrane_rtmp_plugin/pull/118",
            "https://github.com/huiping192/HPRTMP/pull/35", "https://github.com/zenomt/rtmfp-cpp/issues/19",
        ])

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard let message = event.message?.message, message.facts.contains(.interleaved) else { return }
        let header = message.header
        report(
            Finding(
                Self.self, at: event,
                "the \(Measure.count(message.chunks, "chunk")) of a message on chunk stream \(header.chunkStreamID) "
                    + "(\(Measure.bytes(header.length))) have chunks of other messages between them",
                data: [Field("csid", .integer(header.chunkStreamID)), Field("chunks", .integer(message.chunks))]))
    }
}
