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
        guard let frames = message.frames, !frames.units.isEmpty else { return }
        item(frames.summary.escapedForTerminal, .faint)
        // The NAL units know better than the tag's frame type.
        if frames.isKeyFrame != tag.isKeyFrame {
            item(tag.isKeyFrame ? "called a key frame, but is none" : "a key frame, but not called one", .warning)
        }
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
