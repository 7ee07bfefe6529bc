import Dissection
import Fields
import Media
import RTMP

/// NAL units of no bytes.
struct NALUnitEmpty: Rule {
    static let id = "nal-unit-empty"
    static let severity = Severity.warning
    static let title = "A frame has NAL units of length 0"
    static let interests: EventInterests = .unusualMedia
    static let explanation = Explanation(
        meaning: "A length before a NAL unit is 0: there is no unit, not even its header.",
        consequence: "Many readers take it for the end of the frame or for damage: mediamtx closed the connection with "
            + "\"invalid NALU length\".",
        specification: "ISO/IEC 14496-15 § 5.3.3.1.2: the length includes the unit's header, so it is 1 at least.",
        fix: "Leave empty units out.",
        tolerance: "Skip lengths of 0.",
        references: [
            "https://github.com/bluenviron/mediamtx/issues/2375",
            "https://github.com/OvenMediaLabs/OvenMediaEngine/issues/348",
        ])

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard let message = event.message?.message, message.missing == 0, let frames = message.frames else { return }
        for case .emptyUnits(let count) in frames.problems {
            report(
                Finding(
                    Self.self, at: event, "\(Measure.count(count, "NAL unit")) of length 0 in one frame",
                    data: [Field("empty_units", .integer(count))]))
        }
    }
}
