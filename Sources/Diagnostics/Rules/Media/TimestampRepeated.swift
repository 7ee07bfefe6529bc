import Dissection
import Fields
import Media
import Packets

/// Many frames of a track with one timestamp.
struct TimestampRepeated: Rule {
    static let id = "timestamp-repeated"
    static let severity = Severity.note
    static let title = "Many frames have the timestamp of the frame before"
    static let interests: EventInterests = [.steps, .end]
    static let explanation = Explanation(
        meaning:
            "Frames of one track come with equal timestamps, more often than rounding to milliseconds can explain.",
        consequence: "Muxers that need rising times drop or shift the frames; frame rates come out wrong.",
        specification: "Not forbidden. Adobe FLV § E.4.1: timestamps are those of the data.",
        fix: "Give each frame its own time; slices of one picture belong into one message.",
        tolerance: "Shift equal times apart by the smallest step.",
        references: ["https://github.com/moq-dev/moq/issues/2000"])

    private struct Track {
        var steps = 0
        var equal = 0
        @Seldom var first: Sighting?
    }

    private static let least = 10
    private var tracks = TrackTable<Track>()

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard event.flowEnd != nil else { return }
        for (key, track) in tracks.all where track.equal >= Self.least && track.equal * 10 > track.steps {
            guard let first = track.first else { continue }
            report(
                Finding(
                    Self.self, at: first,
                    "\(track.equal) of \(Measure.count(track.steps + 1, "frame")) of \(key.name) repeat the "
                        + "timestamp before",
                    data: [Field("equal", .integer(track.equal)), Field("frames", .integer(track.steps + 1))]))
        }
    }

    mutating func observe(_ step: TimestampStep, at event: Event, report: (Finding) -> Void) {
        tracks.update(step.key, Track()) { track in
            track.steps &+= 1
            guard step.milliseconds == 0 else { return }
            track.equal &+= 1
            if track.first == nil { track.first = Sighting(event) }
        }
    }
}
