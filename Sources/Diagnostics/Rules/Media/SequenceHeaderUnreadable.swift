import AMF
import Dissection
import Fields
import Media
import RTMP

/// A sequence header that is empty or broken.
struct SequenceHeaderUnreadable: Rule {
    static let id = "sequence-header-unreadable"
    static let severity = Severity.error
    static let title = "A sequence header is empty or broken"
    static let interests: EventInterests = [.unusualMedia, .aggregate]
    static let maximumReports = 4
    static let explanation = Explanation(
        meaning:
            "The message is marked as a sequence header, but there is nothing behind the mark (such as AF 00 alone), "
            + "or what is there is not the codec's configuration record: Annex B parameter sets in the place of an "
            + "AVCDecoderConfigurationRecord, for instance.",
        consequence: "Decoders cannot be set up: no picture or no sound. Some servers store the empty header and hand "
            + "it to every player.",
        specification: "ISO/IEC 14496-15 § 5.3.3.1 (AVC), § 8.3.3.1 (HEVC); ISO/IEC 14496-3 § 1.6.2.1 (AAC).",
        fix: "Send the record of the codec, made from its parameter sets; do not send the message before the encoder "
            + "gave them.",
        tolerance: "Ignore an empty header, and wait for the next one.",
        references: [
            "https://github.com/ossrs/srs/issues/2994", "https://github.com/veovera/enhanced-rtmp/issues/53",
        ])

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        // A hole of the capture breaks records, too.
        guard let message = event.message?.message, message.missing == 0, !message.facts.contains(.payloadCutAtLimit)
        else { return }
        event.forEachSample { sample in
            guard sample.isSequenceHeader, let codec = sample.codec else { return }
            let what: String
            if let problem = sample.configuration?.problem {
                what = "is broken: \(problem)"
            } else if sample.dataLength == 0, codec.needsSequenceHeader {
                // Enhanced RTMP lets these three begin without one.
                if ["av1", "vp8", "vp9"].contains(codec.name) { return }
                what = "is empty"
            } else {
                return
            }
            report(
                Finding(
                    Self.self, at: event, "the \(codec.name) sequence header of \(sample.key.name) \(what)",
                    data: [Field("codec", .text(codec.name)), Field("length", .integer(sample.dataLength))]))
        }
    }
}
