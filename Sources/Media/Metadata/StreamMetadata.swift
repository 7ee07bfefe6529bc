import AMF
import Fields

/// What `onMetaData` claims about a stream.
///
/// A claim only: every property is optional, encoders write any type, and the numbers are often those of another
/// stream. What a sequence header says is true; `disagreements` compares.
public struct StreamMetadata: Equatable, Sendable {
    /// Pixels.
    public var width: Double?
    /// Lines.
    public var height: Double?
    /// Pictures a second.
    public var frameRate: Double?
    /// videocodecid.
    public var video: CodecClaim?
    /// kb/s.
    public var videoDataRate: Double?
    /// audiocodecid.
    public var audio: CodecClaim?
    /// kb/s.
    public var audioDataRate: Double?
    /// Hz.
    public var audioSampleRate: Double?
    /// Bits.
    public var audioSampleSize: Double?
    /// Channels of sound.
    public var audioChannels: Double?
    /// stereo.
    public var isStereo: Bool?
    /// What made the stream, as it calls itself.
    public var encoder: String?
    /// Seconds; 0 in a live stream.
    public var duration: Double?
    /// Further tracks: only what differs from the properties above.
    public var videoTracks: [TrackMetadata]
    /// Further tracks: only what differs from the properties above.
    public var audioTracks: [TrackMetadata]
    /// Everything that was sent.
    public var value: AMFValue

    /// `nil` when the value has no members at all.
    public init?(_ value: AMFValue) {
        guard value.members != nil else { return nil }
        self.value = value
        width = value["width"]?.numeric
        height = value["height"]?.numeric
        frameRate = value["framerate"]?.numeric ?? value["videoframerate"]?.numeric ?? value["fps"]?.numeric
        video = value["videocodecid"].flatMap { CodecClaim($0, kind: .video) }
        videoDataRate = value["videodatarate"]?.numeric
        audio = value["audiocodecid"].flatMap { CodecClaim($0, kind: .audio) }
        audioDataRate = value["audiodatarate"]?.numeric
        audioSampleRate = value["audiosamplerate"]?.numeric
        audioSampleSize = value["audiosamplesize"]?.numeric
        audioChannels = value["audiochannels"]?.numeric
        isStereo = value["stereo"]?.boolean
        encoder = value["encoder"]?.text
        duration = value["duration"]?.numeric
        videoTracks = TrackMetadata.all(in: value["videoTrackIdInfoMap"], kind: .video)
        audioTracks = TrackMetadata.all(in: value["audioTrackIdInfoMap"], kind: .audio)
    }
}

extension StreamMetadata {
    /// "1280×720 30 fps h264 2500 kb/s · 44.1 kHz stereo aac 128 kb/s · encoder Lavf59.27.100"
    public var summary: String {
        var parts = [videoSummary, audioSummary].filter { !$0.isEmpty }
        if let duration, duration > 0 { parts.append("\(Quantity.decimal(duration)) s") }
        for (name, tracks) in [("video", videoTracks), ("audio", audioTracks)] where !tracks.isEmpty {
            parts.append("\(name) tracks \(tracks.map(\.summary).joined(separator: "; "))")
        }
        if let encoder { parts.append("encoder \(encoder.escapedForTerminal)") }
        return parts.isEmpty ? value.summary(maxLength: 120) : parts.joined(separator: " · ")
    }

    private var videoSummary: String {
        var words: [String] = []
        if let width, let height, width != 0 || height != 0 {
            words.append("\(Quantity.decimal(width))×\(Quantity.decimal(height))")
        }
        if let frameRate, frameRate != 0 { words.append("\(Quantity.decimal(frameRate, places: 3)) fps") }
        if let video, !video.isNone { words.append(video.name) }
        if let videoDataRate, videoDataRate != 0 { words.append("\(Quantity.decimal(videoDataRate, places: 0)) kb/s") }
        return words.joined(separator: " ")
    }

    private var audioSummary: String {
        var words: [String] = []
        if let rate = audioSampleRate, rate != 0 { words.append("\(Quantity.decimal(rate / 1000, places: 3)) kHz") }
        if let channels = audioChannels.flatMap(Int.init(exactly:)) {
            words.append(Quantity.channels(channels))
        } else if let isStereo {
            words.append(isStereo ? "stereo" : "mono")
        }
        if let audio { words.append(audio.name) }
        if let audioDataRate, audioDataRate != 0 { words.append("\(Quantity.decimal(audioDataRate, places: 0)) kb/s") }
        return words.joined(separator: " ")
    }

    /// What is understood; everything that was sent is in `value`.
    public var fields: [Field] {
        var fields: [Field] = []
        func add(_ name: String, _ value: Double?) {
            if let value { fields.append(Field(name, .number(value))) }
        }
        add("width", width)
        add("height", height)
        add("frame_rate", frameRate)
        if let video { fields.append(Field("video_codec", .text(video.name))) }
        add("video_data_rate", videoDataRate)
        if let audio { fields.append(Field("audio_codec", .text(audio.name))) }
        add("audio_data_rate", audioDataRate)
        add("audio_sample_rate", audioSampleRate)
        add("audio_sample_size", audioSampleSize)
        add("audio_channels", audioChannels)
        if let isStereo { fields.append(Field("stereo", .flag(isStereo))) }
        if let encoder { fields.append(Field("encoder", .text(encoder))) }
        add("duration", duration)
        if !videoTracks.isEmpty { fields.append(Field("video_tracks", .list(videoTracks.map { .record($0.fields) }))) }
        if !audioTracks.isEmpty { fields.append(Field("audio_tracks", .list(audioTracks.map { .record($0.fields) }))) }
        return fields
    }
}

extension AMFValue {
    /// A number, or text that is one: some cameras write all properties as strings.
    var numeric: Double? {
        if let number { return number }
        guard let text, text.utf8.count <= 32 else { return nil }
        return Double(text)
    }
}
