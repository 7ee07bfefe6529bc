import AMF
import Media
import RTMP

extension MessageText {
    mutating func media(_ tag: AudioTag, _ message: Message) {
        name("audio")
        item(tag.summary.escapedForTerminal)
        tracks(tag.tracks)
        moment(message)
    }

    mutating func media(_ tag: VideoTag, _ message: Message) {
        name("video")
        item(tag.summary.escapedForTerminal)
        tracks(tag.tracks)
        if let frames = message.frames, !frames.units.isEmpty { item(frames.summary.escapedForTerminal, .faint) }
        moment(message)
    }

    private mutating func tracks(_ tracks: [MediaTrack]) {
        for track in tracks { item("track \(track.trackID): \(track.summary.escapedForTerminal)") }
    }

    private mutating func moment(_ message: Message) {
        item("at \(Quantities.grouped(Int(message.header.timestamp))) ms", .faint)
    }
}

