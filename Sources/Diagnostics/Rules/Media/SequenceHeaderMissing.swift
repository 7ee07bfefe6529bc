import AMF
import Dissection
import Fields
import Media

/// Coded frames of a codec that needs a sequence header, and none before them.
struct SequenceHeaderMissing: Rule {
    static let id = "sequence-header-missing"
    static let severity = Severity.error
    static let title = "Frames came before any sequence header"
    static let interests: EventInterests = [.media, .end, .coverage]
    static let maximumReports = 4
    static let explanation = Explanation(
        meaning: "H.264, HEVC, AV1, AAC, FLAC and their kin are decoded with what a sequence header says. The first "
            + "coded frame of this track came without one before it.",
        consequence: "Players show black or play no sound until a header comes, and drop the track if none does. A "
            + "server that does not keep the header for those who join late does this to every player but the first; "
            + "old servers do so for codecs of Enhanced RTMP, whose headers they do not know.",
        specification: "Adobe FLV § E.4.2.1 and § E.4.3.1: AVC and AAC sequence headers; E-RTMP v2: SequenceStart.",
        fix: "Encoders: send the sequence header of each track before its first frame. Servers: keep each track's last "
            + "header and send it to every new player.",
        tolerance:
            "Wait for the header and a key frame before showing anything; parameter sets may stand in the frames.",
        references: [
            "https://github.com/ossrs/srs/issues/2994", "https://github.com/ant-media/Ant-Media-Server/issues/3790",
            "https://github.com/harlanc/xiu/pull/110", "https://github.com/arut/nginx-rtmp-module/issues/575",
        ])

    private struct Track {
        @Seldom var first: Sighting?
        var framesBefore: UInt32 = 0
        var codec: Codec?
        var hasHeader = false
    }

    private var coverage = CaptureCoverage()
    private var tracks = TrackTable<Track>()

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        if event.flowEnd != nil {
            for (key, track) in tracks.all where !track.hasHeader { Self.tell(key, track, report) }
            return
        }
        guard let direction = event.direction, coverage.isWhole(direction) else { return }
        event.forEachSample { sample in
            tracks.update(sample.key, Track()) { track in
                guard !track.hasHeader else { return }
                if sample.isSequenceHeader {
                    track.hasHeader = true
                    Self.tell(sample.key, track, report)
                } else if sample.isCodedFrames, let codec = sample.codec, codec.needsSequenceHeader {
                    track.framesBefore &+= 1
                    track.codec = codec
                    if track.first == nil { track.first = Sighting(event) }
                }
            }
        }
    }

    mutating func observe(_ frame: OrdinaryFrame, at event: Event, report: (Finding) -> Void) {
        guard let direction = event.direction, coverage.isWhole(direction) else { return }
        tracks.update(TrackKey(frame, direction), Track()) { track in
            guard !track.hasHeader, frame.codec.needsSequenceHeader else { return }
            track.framesBefore &+= 1
            track.codec = frame.codec
            if track.first == nil { track.first = Sighting(event) }
        }
    }

    private static func tell(_ key: TrackKey, _ track: Track, _ report: (Finding) -> Void) {
        guard let first = track.first, let codec = track.codec else { return }
        let frames = Measure.count(Int(track.framesBefore), "\(codec.name) frame")
        report(
            Finding(
                self, at: first,
                track.hasHeader
                    ? "\(frames) of \(key.name) came before the sequence header"
                    : "\(frames) of \(key.name) and no sequence header at all",
                data: [
                    Field("kind", .text(key.kind == .audio ? "audio" : "video")), Field("codec", .text(codec.name)),
                    Field("frames", .integer(Int(track.framesBefore))), Field("header_came", .flag(track.hasHeader)),
                ]))
    }
}
