import Dissection
import Fields
import RTMP

/// Chunk sizes that known receivers reject.
struct ChunkSizeExtreme: Rule {
    static let id = "chunk-size-extreme"
    static let severity = Severity.warning
    static let title = "A chunk size is beyond what known receivers take"
    static let interests: EventInterests = .control
    static let explanation = Explanation(
        meaning: "The announced chunk size is allowed, but very small or very large.",
        consequence: """
            nginx-rtmp closes above 10 485 760 ("too big RTMP chunk size"); SRS refuses less than 128 and warns above \
            65536; receivers that allocate a chunk at once run out of memory. Below 128 headers cost more and more, \
            and a large video frame holds up audio when chunks are huge.
            """,
        specification: "RTMP 1.0 § 5.4.1 (at least 128 is recommended; above 0xFFFFFF makes no difference)",
        fix: "Send a size between 128 and 65536; 4096 is common.",
        tolerance: "Take any size; bound what is allocated by the message's length.",
        references: [
            "https://github.com/deepch/vdk/issues/16", "https://github.com/arut/nginx-rtmp-module/pull/1162",
            "https://github.com/ossrs/srs/issues/160",
        ])

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard case .setChunkSize(let change)? = event.message?.message.body, change.rawValue <= 0x7fff_ffff,
            let size = change.chunkSize
        else { return }
        let who: String
        switch size {
        case ..<128: who = "below the recommended 128, which SRS refuses"
        case 10_485_761...: who = "nginx-rtmp closes above 10485760, SRS warns above 65536"
        case 65_537...: who = "SRS warns above 65536"
        default: return
        }
        // What only makes SRS write a line to its log is worth knowing, no more.
        let isMild = size > 65_536 && size <= 10_485_760
        report(
            Finding(
                Self.self, severity: isMild ? .note : .warning, at: event, "chunk size \(size): \(who)",
                data: [Field("chunk_size", .integer(size))]))
    }
}
