import Dissection
import Fields
import Media
import RTMP

/// Two tracks of one message with the same id.
struct TrackIDRepeated: Rule {
    static let id = "track-id-repeated"
    static let severity = Severity.warning
    static let title = "Two tracks of a message have the same id"
    static let interests: EventInterests = .unusualMedia
    static let explanation = Explanation(
        meaning:
            "A multitrack message carries one part for each track, told apart by their ids. Here an id comes twice "
            + "in one message.",
        consequence: "Receivers put both parts into one track: broken pictures or sound, or only one of the two.",
        specification: "E-RTMP v2, multitrack: trackId identifies the track; 0 is the default one.",
        fix: "Number the tracks from 0, each with an id of its own.",
        tolerance: "Take the first part with an id.",
        references: ["https://github.com/moq-dev/moq/issues/2049"])

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        let tracks: [MediaTrack]
        switch event.message?.message.body {
        case .audio(let tag)?: tracks = tag.tracks
        case .video(let tag)?: tracks = tag.tracks
        default: return
        }
        guard tracks.count > 1 else { return }
        var seen: Set<UInt8> = []
        for track in tracks where !seen.insert(track.trackID).inserted {
            report(
                Finding(
                    Self.self, at: event,
                    "track \(track.trackID) comes twice among \(tracks.count) tracks of a message",
                    data: [
                        Field("track_id", .integer(Int(track.trackID))), Field("tracks", .integer(tracks.count)),
                    ]))
            return
        }
    }
}
