import Dissection
import Fields
import RTMP

/// Three bytes for an id that needs fewer.
struct ChunkStreamIDLong: Rule {
    static let id = "chunk-stream-id-long-form"
    static let severity = Severity.warning
    static let title = "A chunk stream id stands in a longer form than it needs"
    static let interests: EventInterests = .unusualChunks
    static let explanation = Explanation(
        meaning: """
            Ids from 64 to 319 have a form of two bytes and one of three. The sender uses the longer one, or it \
            writes the two bytes of the long form in the wrong order (the low byte comes first).
            """,
        consequence: "Receivers that tell chunk streams apart by the form and not by the id see two of them.",
        specification: "RTMP 1.0 § 5.3.1.1: the smallest form that holds the id should be used",
        fix: "Two bytes for 64 to 319; in three bytes, id - 64 little-endian.",
        tolerance: "Decode to the number; the form means nothing.",
        references: ["https://github.com/ossrs/srs/pull/4680"])

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard let message = event.message?.message, message.facts.contains(.longBasicHeader) else { return }
        let csid = message.header.chunkStreamID
        // In the wrong order, low and high byte change places.
        let offset = csid - 64
        let swapped = 64 + (offset & 0xff) << 8 + offset >> 8
        report(
            Finding(
                Self.self, at: event,
                "chunk stream \(csid) in three bytes where two are enough (or \(swapped) in the wrong byte order)",
                data: [Field("csid", .integer(csid))]))
    }
}
