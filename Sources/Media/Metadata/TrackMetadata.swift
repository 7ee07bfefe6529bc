import AMF
import Fields

/// What `onMetaData` says of one further track, in `videoTrackIdInfoMap` or `audioTrackIdInfoMap`.
///
/// Keys of the maps are track ids; track 0 is described by the properties of `onMetaData` itself.
public struct TrackMetadata: Equatable, Sendable {
    /// The key as it was sent.
    public var trackID: String
    /// The codec, where it is not that of track 0.
    public var codec: CodecClaim?
    /// Pixels.
    public var width: Double?
    /// Lines.
    public var height: Double?
    /// kb/s.
    public var dataRate: Double?
    /// Hz.
    public var sampleRate: Double?
    /// Channels of sound.
    public var channels: Double?
    /// Everything that was sent.
    public var value: AMFValue

    static func all(in map: AMFValue?, kind: Codec.Kind) -> [TrackMetadata] {
        (map?.members ?? []).map { TrackMetadata(trackID: $0.name.string, $0.value, kind: kind) }
    }

    private init(trackID: String, _ value: AMFValue, kind: Codec.Kind) {
        self.trackID = trackID
        self.value = value
        let codecID = value[kind == .video ? "videocodecid" : "audiocodecid"]
        codec = codecID.flatMap { CodecClaim($0, kind: kind) }
        width = value["width"]?.numeric
        height = value["height"]?.numeric
        dataRate = value[kind == .video ? "videodatarate" : "audiodatarate"]?.numeric
        sampleRate = (value["audiosamplerate"] ?? value["samplerate"])?.numeric
        channels = (value["audiochannels"] ?? value["channels"])?.numeric
    }

    /// "1 hevc 1280×720 2500 kb/s"
    var summary: String {
        var words = [trackID.escapedForTerminal]
        if let codec { words.append(codec.name) }
        if let width, let height { words.append("\(Quantity.decimal(width))×\(Quantity.decimal(height))") }
        if let sampleRate { words.append("\(Quantity.decimal(sampleRate / 1000, places: 3)) kHz") }
        if let count = channels.flatMap(Int.init(exactly:)) { words.append(Quantity.channels(count)) }
        if let dataRate { words.append("\(Quantity.decimal(dataRate, places: 0)) kb/s") }
        return words.joined(separator: " ")
    }

    var fields: [Field] {
        var fields = [Field("track_id", .text(trackID))]
        if let codec { fields.append(Field("codec", .text(codec.name))) }
        for (name, value) in [
            ("width", width), ("height", height), ("data_rate", dataRate), ("sample_rate", sampleRate),
            ("channels", channels),
        ] {
            if let value { fields.append(Field(name, .number(value))) }
        }
        return fields
    }
}
