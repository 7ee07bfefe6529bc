import AMF
import Dissection
import Fields
import Media
import Packets

/// A step ahead that is much longer than the time that passed.
struct TimestampJump: Rule {
    static let id = "timestamp-jump"
    static let severity = Severity.warning
    static let title = "Timestamps jump ahead"
    static let interests: EventInterests = .steps
    static let maximumReports = 2
    static let explanation = Explanation(
        meaning: "From one frame to the next of a track the timestamp advanced by seconds, while much less time passed "
            + "on the wire and the steps before were short.",
        consequence:
            "Players wait for the missing time or jump; HLS segments get wrong lengths; sound and picture part "
            + "if only one track jumps.",
        specification: "RTMP 1.0 § 7.1.4: timestamps are milliseconds of one clock.",
        fix: "Keep one clock for all tracks from the first frame on; after a change of source go on from the last "
            + "timestamp.",
        tolerance: "Bridge jumps of more than a few seconds as if one frame had passed, in all tracks alike.",
        references: [
            "https://github.com/moq-dev/moq/issues/2000", "https://github.com/AlexxIT/go2rtc/issues/1969",
            "https://github.com/ossrs/srs/pull/4356",
        ])

    private static let least: Int64 = 3000
    private static let factor: Int64 = 5
    private static let warmUp = 8
    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {}

    mutating func observe(_ step: TimestampStep, at event: Event, report: (Finding) -> Void) {
        guard step.milliseconds >= Self.least, step.frames >= Self.warmUp,
            step.milliseconds > step.largest * Self.factor, step.wire < step.milliseconds * 500_000
        else { return }
        report(
            Finding(
                Self.self, at: event,
                "the \(step.key.name) timestamp jumps \(Measure.time(step.milliseconds * 1_000_000)) "
                    + "ahead, from \(step.before) to \(step.timestamp), within \(Measure.time(step.wire)) on the wire",
                data: [
                    Field("timestamp", .integer(Int(step.timestamp))),
                    Field("before", .integer(Int(step.before))), Field("step_ms", .integer(Int(step.milliseconds))),
                    Field("wire_seconds", .number(Double(step.wire) / 1e9)),
                ]))
    }
}
