import Dissection
import Fields
import RTMP

/// Chunk sizes that the specification forbids.
struct ChunkSizeInvalid: Rule {
    static let id = "chunk-size-invalid"
    static let severity = Severity.error
    static let title = "Set Chunk Size announces 0 or has its top bit set"
    static let interests: EventInterests = .control
    static let explanation = Explanation(
        meaning: "A chunk size is 1 to 0x7FFFFFFF. Here it is 0, or its top bit, which must be 0, is set.",
        consequence: """
            Receivers ignore it, close, or read a negative number; from then on the two ends disagree about where \
            chunks end. A message with a length of other than 4 bytes has the same effect.
            """,
        specification: "RTMP 1.0 § 5.4.1",
        fix: "Send a size between 128 and 65536.",
        tolerance: "Ignore 0; mask the top bit.",
        references: ["https://github.com/ossrs/srs/issues/160"])

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard case .setChunkSize(let change)? = event.message?.message.body else { return }
        guard change.rawValue == 0 || change.rawValue > 0x7fff_ffff else { return }
        let what =
            change.rawValue == 0
            ? "chunk size 0 is announced"
            : "chunk size \(change.rawValue) has the top bit set; without it that is \(change.rawValue & 0x7fff_ffff)"
        report(Finding(Self.self, at: event, what, data: [Field("chunk_size", .integer(Int(change.rawValue)))]))
    }
}
