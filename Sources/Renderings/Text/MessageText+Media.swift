import AMF
import Media
import RTMP

extension MessageText {
    mutating func media(_ tag: AudioTag, _ message: Message) {
        name("audio")
        phrases(tag.summary, tag.tracks)
    }

    mutating func media(_ tag: VideoTag, _ message: Message) {
        name("video")
        phrases(tag.summary, tag.tracks)
        if let frames = message.frames, !frames.units.isEmpty { item(frames.summary.escapedForTerminal, .faint) }
    }

    /// Phrases stand two spaces apart, and may wrap there; tracks have an item each.
    private mutating func phrases(_ summary: String, _ tracks: [MediaTrack]) {
        let phrases = summary.split(separator: "  ")
        // A multitrack message's last phrase is its tracks.
        for phrase in tracks.isEmpty ? phrases[...] : phrases.dropLast() {
            item(phrase.description.escapedForTerminal)
        }
        for track in tracks { item("track \(track.summary.escapedForTerminal)") }
    }
}
