import AMF
import Dissection
import Fields
import Media
import RTMP

/// The same sequence header again and again.
struct SequenceHeaderRepeated: Rule {
    static let id = "sequence-header-repeated"
    static let severity = Severity.note
    static let title = "The same sequence header is sent again and again"
    static let interests: EventInterests = [.media, .command, .end]
    static let explanation = Explanation(
        meaning:
            "A sequence header was sent several times with the same content while the stream went on, often before "
            + "every key frame.",
        consequence: "Servers that make a new HLS or DASH period at each header write a discontinuity each time; "
            + "players that set up their decoder again stutter. Where each key frame has one this is a warning.",
        specification: "Not said otherwise: a header is valid until the next one.",
        fix: "Send the header once, and again only when its content changes.",
        tolerance: "Compare a header to the last one and ignore it if they are equal.",
        references: [
            "https://github.com/ossrs/srs/pull/4696", "https://github.com/ireader/media-server/issues/68",
            "https://github.com/arut/nginx-rtmp-module/issues/890",
        ])

    private struct Track {
        var last: Configuration?
        @Seldom var first: Sighting?
        var repeats: UInt32 = 0
        var keyFrames: UInt32 = 0
        var hasFrames = false
    }

    private static let tolerated = 3
    private var tracks = TrackTable<Track>()

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        if let name = event.command?.name.string {
            // A seek or a new play begins with the headers, as it must.
            if ["play", "play2", "seek", "pause"].contains(name) { forget() }
            return
        }
        if event.flowEnd != nil {
            for (key, track) in tracks.all where track.repeats > Self.tolerated { tell(key, track, report) }
            return
        }
        event.forEachSample { sample in
            tracks.update(sample.key, Track()) { track in
                if sample.isCodedFrames {
                    track.hasFrames = true
                    if sample.isKeyFrame { track.keyFrames &+= 1 }
                } else if sample.isSequenceHeader, let configuration = sample.configuration {
                    if configuration == track.last, track.hasFrames {
                        track.repeats &+= 1
                        if track.first == nil { track.first = Sighting(event) }
                    }
                    track.last = configuration.packed
                }
            }
        }
    }

    mutating func observe(_ frame: OrdinaryFrame, at event: Event, report: (Finding) -> Void) {
        guard let direction = event.direction else { return }
        tracks.update(TrackKey(frame, direction), Track()) { track in
            track.hasFrames = true
            if frame.isKeyFrame { track.keyFrames &+= 1 }
        }
    }

    private mutating func forget() {
        tracks.updateAll { $0.hasFrames = false }
    }

    private func tell(_ key: TrackKey, _ track: Track, _ report: (Finding) -> Void) {
        guard let first = track.first else { return }
        let isEach = key.kind == .video && track.keyFrames > 2 && track.repeats >= track.keyFrames - 2
        report(
            Finding(
                Self.self, severity: isEach ? .warning : nil, at: first,
                "the \(key.name) sequence header was repeated \(track.repeats) times without a change"
                    + (key.kind == .video ? ", among \(Measure.count(Int(track.keyFrames), "key frame"))" : ""),
                data: [
                    Field("kind", .text(key.kind == .audio ? "audio" : "video")),
                    Field("repeats", .integer(Int(track.repeats))), Field("key_frames", .integer(Int(track.keyFrames))),
                ]))
    }
}
