import AMF
import Dissection
import Fields
import Media
import Packets

/// Sound and picture of a publisher that do not begin together.
struct TrackStartOffset: Rule {
    static let id = "track-start-offset"
    static let severity = Severity.warning
    static let title = "Sound and picture do not begin together"
    static let interests: EventInterests = [.end, .coverage]
    static let explanation = Explanation(
        meaning: "The first timestamps of a publisher's sound and picture are more than a second apart; or one track "
            + "came seconds later than the other, but both begin at the same timestamp.",
        consequence: "Servers that wait for both tracks to begin, or take the first seconds to find out what there is, "
            + "miss the late one; HLS begins with a segment of sound only. Tracks that were each set to 0 stay apart "
            + "for the whole stream.",
        specification: "RTMP 1.0 § 7.1.4: timestamps of all tracks are of one clock.",
        fix: "Wait for the first key frame before sending sound, and subtract the same start from both.",
        tolerance: "Announce a track when its sequence header comes, not after a fixed time.",
        references: [
            "https://github.com/bluenviron/mediamtx/issues/2790", "https://github.com/eerimoq/moblin/pull/516",
        ])

    /// ms.
    private static let apart: Int64 = 1000
    /// Nanoseconds.
    private static let late: Int64 = 2_000_000_000
    private var coverage = CaptureCoverage()

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        guard let end = event.flowEnd, coverage.isWhole(.clientToServer) else { return }
        for stream in end.streams where stream.identity.role == .publish {
            let tracks = stream.tracks.filter { $0.direction == .clientToServer && $0.trackID == 0 && $0.frames > 0 }
            guard let audio = tracks.first(where: { $0.kind == .audio }),
                let video = tracks.first(where: { $0.kind == .video }), let soundStart = audio.firstTimestamp,
                let pictureStart = video.firstTimestamp, let soundTime = audio.firstTime,
                let pictureTime = video.firstTime
            else { continue }
            let offset = pictureStart &- soundStart
            let wire = pictureTime.since(soundTime)
            let isRebased = wire.magnitude > Self.late.magnitude && offset.magnitude < 500
            guard offset.magnitude > Self.apart.magnitude || isRebased else { continue }
            let order = (isRebased ? wire : offset) > 0 ? ("picture", "sound") : ("sound", "picture")
            let text =
                isRebased
                ? "the \(order.0) came \(Measure.time(abs(wire))) after the \(order.1), with the same timestamps"
                : "the \(order.0) begins \(Measure.time(Int64(offset.magnitude) * 1_000_000)) after the \(order.1)"
            report(
                Finding(
                    Self.self, at: event, "\(text) (\(stream.identity.path))",
                    data: [
                        Field("audio_timestamp", .integer(Int(soundStart))),
                        Field("video_timestamp", .integer(Int(pictureStart))),
                        Field("video_after_audio_seconds", .number(Double(wire) / 1e9)),
                    ]))
        }
    }
}
