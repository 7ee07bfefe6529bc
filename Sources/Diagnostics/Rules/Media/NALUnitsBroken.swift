import AMF
import Dissection
import Fields
import Media
import RTMP

/// Frames whose NAL units do not stand behind their lengths as they must.
struct NALUnitsBroken: Rule {
    static let id = "nal-units-broken"
    static let severity = Severity.error
    static let title = "NAL units are not laid out as they must be"
    static let interests: EventInterests = .unusualMedia
    static let maximumReports = 2
    static let explanation = Explanation(
        meaning: "In RTMP each NAL unit stands behind its length in bytes. Here a start code of Annex B (00 00 00 01) "
            + "stands in the length's place, or a length goes past the end of the frame.",
        consequence: "A decoder reads the start code as a length of 1 and the rest as garbage: no picture, green "
            + "blocks, or a crash of the server's remuxer. Some players are forgiving, which hides the fault.",
        specification:
            "ISO/IEC 14496-15 § 5.3.3.1.2: lengthSizeMinusOne; Adobe FLV § E.4.3.1: NALUs as in that format.",
        fix: "Replace start codes by lengths of the size that the sequence header names, one for each unit.",
        tolerance: "Look for a start code at the beginning of a frame and split there.",
        references: [
            "https://github.com/pedroSG94/RootEncoder/issues/2086",
            "https://github.com/cosmo-wander-ai/cosmo-edge/pull/42",
            "https://github.com/bluenviron/mediamtx/issues/2375",
            "https://github.com/OvenMediaLabs/OvenMediaEngine/issues/348",
        ])

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard let message = event.message?.message, message.missing == 0, !message.facts.contains(.inferred),
            let frames = message.frames
        else { return }
        for problem in frames.problems {
            switch problem {
            case .startCodes, .overrun, .incompleteLength, .forbiddenBits, .shortUnits:
                report(
                    Finding(
                        Self.self, at: event, "the frame has \(problem)",
                        data: [
                            Field("problem", .text(problem.description)), Field("units", .integer(frames.unitCount)),
                        ]))
                return
            case .emptyUnits, .brokenSEI:
                continue
            }
        }
    }
}
