import Dissection
import Fields
import RTMP

/// Chunk stream ids that some receivers do not take.
struct ChunkStreamIDHigh: Rule {
    static let id = "chunk-stream-id-high"
    static let severity = Severity.warning
    static let title = "A chunk stream id is beyond what some receivers take"
    static let interests: EventInterests = .unusualChunks
    static let explanation = Explanation(
        meaning: """
            Ids go up to 65599: 2 to 63 in one byte, to 319 in two, the rest in three. Ids of 64 and above need a \
            longer basic header.
            """,
        consequence: """
            nginx-rtmp takes ids below max_streams, 32 unless configured ("in chunk stream too big: 64 >= 32"), and \
            closes; receivers that know only the one-byte form misread everything behind it.
            """,
        specification: "RTMP 1.0 § 5.3.1.1",
        fix: "Use ids from 3 to 31; a session needs no more than a handful.",
        tolerance: "Read all three forms, and keep chunk streams in a map instead of an array.",
        references: [
            "https://github.com/arut/nginx-rtmp-module/issues/246", "https://github.com/ossrs/srs/pull/4680",
            "https://github.com/membraneframework/membrane_rtmp_plugin/pull/118",
        ])

    /// By `Direction`: the highest id told.
    private var told = ByDirection(0)

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard let message = event.message?.message, let index = event.direction.map({ Int($0.rawValue) }) else {
            return
        }
        let csid = message.header.chunkStreamID
        guard csid >= 32, told[index] == 0 else { return }
        told[index] = csid
        let form = csid < 64 ? "one byte" : csid < 320 ? "two bytes" : "three bytes"
        let limit = csid < 64 ? "nginx-rtmp takes 31 at most" : "nginx-rtmp and one-byte receivers do not take it"
        report(
            Finding(
                Self.self, at: event, "chunk stream \(csid), a basic header of \(form): \(limit)",
                data: [Field("csid", .integer(csid))]))
    }
}
