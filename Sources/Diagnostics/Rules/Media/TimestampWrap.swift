import Dissection
import Fields
import Media
import Packets

/// Timestamps that pass a power of two at which implementations fail.
struct TimestampWrap: Rule {
    static let id = "timestamp-wrap"
    static let severity = Severity.note
    static let title = "Timestamps pass a limit of their fields"
    static let interests: EventInterests = .steps
    static let maximumReports = 4
    static let explanation = Explanation(
        meaning: "The timestamp passed 2²⁴ ms (4 h 39 min 37 s: from here on the extended field is in use), 2³¹ ms "
            + "(24.8 days: negative to those who keep signed numbers) or 2³² ms (49.7 days: it begins again at 0).",
        consequence: "Nothing, if both sides do it right. Failures cluster here: \"disconnects after a fixed time\", "
            + "\"breaks after 5 hours\".",
        specification:
            "RTMP 1.0 § 5.3.1.3: the extended timestamp; § 4: timestamps roll over and are compared as serial "
            + "numbers.",
        fix: "Write the extended timestamp on fmt 3 chunks too, and wrap at 2³².",
        tolerance: "Keep 64-bit times, made from the short way round the circle.",
        references: [
            "https://github.com/illuspas/Node-Media-Server/issues/25", "https://github.com/ossrs/srs/issues/2409",
            "https://github.com/Red5/red5-server/pull/379",
        ])

    /// Limits that were told, by direction: each track passes them.
    private var told: Set<Int> = []

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {}

    mutating func observe(_ step: TimestampStep, at event: Event, report: (Finding) -> Void) {
        let direction = event.direction == .serverToClient ? 100 : 0
        let now = step.timestamp
        guard step.milliseconds > 0, now ^ step.before >= 1 << 24 else { return }
        let bits: Int? =
            now < step.before
            ? 32 : [24, 31].first { step.before < UInt32(1) << UInt32($0) && now >= UInt32(1) << UInt32($0) }
        guard let bits, told.insert(bits + direction).inserted else { return }
        let name = [24: "2²⁴", 31: "2³¹", 32: "2³²"][bits] ?? ""
        report(
            Finding(
                Self.self, at: event,
                "the \(step.key.name) timestamp passed \(name) ms, from \(step.before) to \(now)",
                data: [Field("bits", .integer(bits)), Field("timestamp", .integer(Int(now)))]))
    }
}
