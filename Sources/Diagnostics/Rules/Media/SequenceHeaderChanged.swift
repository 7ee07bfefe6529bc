import AMF
import Dissection
import Fields
import Media

/// Another sequence header, or another codec, in the midst of a stream.
struct SequenceHeaderChanged: Rule {
    static let id = "sequence-header-changed"
    static let severity = Severity.note
    static let title = "The stream's format changed on the way"
    static let interests: EventInterests = .media
    static let maximumReports = 4
    static let explanation = Explanation(
        meaning: "A sequence header with another content, or of another codec, came after frames of the same track.",
        consequence: "Allowed, and what encoders with a changing picture size do. Players and recorders that set up "
            + "their decoder once show garbage or stop; HLS needs a discontinuity here.",
        specification: "Adobe FLV § E.4.3.1: a sequence header is valid for the frames behind it.",
        fix:
            "Nothing, if the change is meant. An encoder should not change its format because it reconnected a camera.",
        tolerance: "Set the decoder up again, and begin a new segment or file.",
        references: [
            "https://github.com/ireader/media-server/issues/68", "https://github.com/arut/nginx-rtmp-module/issues/890",
        ])

    private struct Track {
        var codec: Codec?
        var last: Configuration?
        var hasFrames = false
    }

    private var tracks = TrackTable<Track>()

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        event.forEachSample { sample in
            tracks.update(sample.key, Track()) { track in
                if let codec = sample.codec, let before = track.codec, codec != before, track.hasFrames {
                    Self.tell(event, sample.key, before.name, codec.name, report)
                    track = Track()
                }
                track.codec = sample.codec ?? track.codec
                if sample.isCodedFrames { track.hasFrames = true }
                guard sample.isSequenceHeader, let new = sample.configuration else { return }
                if let last = track.last, last != new, track.hasFrames {
                    Self.tell(event, sample.key, last.summary, new.summary, report)
                }
                track.last = new.packed
            }
        }
    }

    mutating func observe(_ frame: OrdinaryFrame, at event: Event, report: (Finding) -> Void) {
        guard let direction = event.direction else { return }
        tracks.update(TrackKey(frame, direction), Track()) { track in
            if let before = track.codec, frame.codec != before, track.hasFrames {
                Self.tell(event, TrackKey(frame, direction), before.name, frame.codec.name, report)
                track = Track()
            }
            track.codec = frame.codec
            track.hasFrames = true
        }
    }

    private static func tell(
        _ event: Event, _ key: TrackKey, _ before: String, _ after: String, _ report: (Finding) -> Void
    ) {
        report(
            Finding(
                self, at: event,
                before == after
                    ? "the parameters of \(key.name) changed, still \(after)"
                    : "\(key.name) changed from \(before) to \(after)",
                data: [Field("before", .text(before)), Field("after", .text(after))]))
    }
}
