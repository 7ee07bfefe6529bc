import Dissection
import Fields
import Media

/// Composition times that are negative or far off.
struct CompositionTimeOdd: Rule {
    static let id = "composition-time-odd"
    static let severity = Severity.warning
    static let title = "Composition times are negative or far off"
    static let interests: EventInterests = .unusualMedia
    static let maximumReports = 2
    static let explanation = Explanation(
        meaning:
            "The composition time says by how many milliseconds a picture is shown later than it is decoded. It is "
            + "a signed number of 24 bits; below 0 a picture would be shown before it is decoded, and beyond a few "
            + "seconds it is no reordering any more.",
        consequence:
            "Readers that take it for unsigned see +16 777 182 ms and freeze or drop the frames; others refuse "
            + "negative ones. Sound and picture drift apart.",
        specification: "Adobe FLV § E.4.3.1: CompositionTime, SI24, see ISO/IEC 14496-12 § 8.15.3; E-RTMP v2 likewise.",
        fix: "Shift the decoding times back so that no composition time is negative.",
        tolerance: "Extend the sign of the 24 bits, and let negative values pass.",
        references: [
            "https://github.com/bluenviron/gortmplib/pull/88", "https://github.com/ossrs/srs/issues/809",
            "https://github.com/bluenviron/mediamtx/issues/5226",
        ])

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        event.forEachSample { sample in
            guard sample.isCodedFrames, let time = sample.compositionTime,
                !VideoTag.usualCompositionTimes.contains(time)
            else { return }
            report(
                Finding(
                    Self.self, at: event,
                    "the composition time of a \(sample.codec?.name ?? "video") frame is \(time) ms"
                        + (time < 0 ? ": read as unsigned \(Int(time) + 16_777_216) ms" : ""),
                    data: [Field("composition_time", .integer(Int(time)))]))
        }
    }
}
