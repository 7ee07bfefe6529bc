import Dissection
import Fields
import Media
import Packets
import RTMP

/// A frame whose timestamp is before that of the frame ahead of it.
struct TimestampBackwards: Rule {
    static let id = "timestamp-backwards"
    static let severity = Severity.warning
    static let title = "Timestamps go back"
    static let interests: EventInterests = .steps
    static let maximumReports = 2
    static let explanation = Explanation(
        meaning: "A message's timestamp is its decoding time, and decoding times of one track never go back unless "
            + "somebody seeks. Small steps back in video that come again and again are presentation times that were "
            + "written in their place.",
        consequence: "Servers drop the frame or the connection (\"non-monotonous DTS\"), recorders write broken files, "
            + "players jump.",
        specification: "RTMP 1.0 § 5.3.1.2.1 and § 7.1.4; Adobe FLV § E.4.1: timestamps are decoding times, the "
            + "composition time is the rest.",
        fix: "Write the decoding time into the header, and presentation minus decoding time into the composition time.",
        tolerance: "Take a timestamp that is too small for that of the frame before it plus one.",
        references: [
            "https://github.com/moq-dev/moq/issues/2000", "https://github.com/AlexxIT/go2rtc/issues/1969",
            "https://github.com/ossrs/srs/pull/4356",
        ])

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {}

    mutating func observe(_ step: TimestampStep, at event: Event, report: (Finding) -> Void) {
        guard step.milliseconds < 0 else { return }
        let isReordering =
            step.key.kind == .video && step.codec?.hasCompositionTime ?? false
            && step.milliseconds > -1000 && (step.compositionTime ?? 0) == 0
        // FFmpeg keeps 31 bits.
        let isHalfWrap = step.before > 0x7fff_0000 && step.before <= 0x7fff_ffff && step.timestamp < 0x1_0000
        let hint =
            isReordering
            ? ": presentation times in place of decoding times?"
            : isHalfWrap ? ": it wrapped at 2³¹, not at 2³²" : ""
        report(
            Finding(
                Self.self, at: event,
                "the \(step.key.name) timestamp goes back \(-step.milliseconds) ms, from \(step.before) to "
                    + "\(step.timestamp)" + hint,
                data: [
                    Field("timestamp", .integer(Int(step.timestamp))),
                    Field("before", .integer(Int(step.before))), Field("step_ms", .integer(Int(step.milliseconds))),
                ]))
    }
}
