import Dissection
import Fields
import Media
import Packets
import RTMP

/// A nanosecond offset of a millisecond or more, or of a size that is not three bytes.
struct NanosecondOffsetOdd: Rule {
    static let id = "nanosecond-offset-odd"
    static let severity = Severity.warning
    static let title = "A nanosecond offset is out of range"
    static let interests: EventInterests = .unusualMedia
    static let explanation = Explanation(
        meaning:
            "TimestampOffsetNano adds less than a millisecond, 0 to 999 999 ns in three bytes, to the presentation "
            + "time. This one is larger, or has fewer or more bytes.",
        consequence: "Receivers that read three bytes whatever the size get another number and lose their place; "
            + "offsets beyond a millisecond reorder frames.",
        specification: "E-RTMP v2, ModEx: TimestampOffsetNano, UI24, at most 999 999.",
        fix: "Write size 2 (that is 3 bytes) and the rest below the millisecond.",
        tolerance: "Read the first three bytes, skip the others, and ignore an offset that is too large.",
        references: ["https://github.com/veovera/enhanced-rtmp/issues/3"])

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        let extensions: [ModExtension]
        switch event.message?.message.body {
        case .audio(let tag)?: extensions = tag.modExtensions
        case .video(let tag)?: extensions = tag.modExtensions
        default: return
        }
        for next in extensions where next.type == ModExtension.timestampOffsetNano {
            let offset = next.timestampOffsetNanoseconds
            guard next.data.count != 3 || offset ?? 0 > 999_999 else { continue }
            report(
                Finding(
                    Self.self, at: event,
                    "the nanosecond offset " + (offset.map { "is \($0) " } ?? "")
                        + "in \(Measure.count(next.data.count, "byte"))",
                    data: [Field("bytes", .integer(next.data.count))]
                        + (offset.map { [Field("nanoseconds", .integer(Int($0)))] } ?? [])))
            return
        }
    }
}
