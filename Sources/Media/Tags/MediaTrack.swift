import Bytes
import Fields

/// One track of an Enhanced RTMP multitrack message.
public struct MediaTrack: Equatable, Sendable {
    /// 0 is the default track. Says nothing about other messages: it is repeated in each.
    public var trackID: UInt8
    /// `nil` where the FourCC is not in our table.
    public var codec: Codec?
    /// As sent, for this track or for all.
    public var fourCC: FourCC?
    /// The track's body within the payload of the message, from what stands before the codec's data on.
    public var range: Range<Int>
    /// What the body holds beside coded frames.
    var body = MediaBody()

    /// Bytes of the body.
    public var length: Int { range.count }
    /// What its sequence header says; `nil` in other packets, and where the header was empty.
    public var configuration: Configuration? { body.configuration }
    /// Milliseconds from decoding to presentation; only where codec and packet have one.
    public var compositionTime: Int32? { body.compositionTime }
    /// Which speakers the channels are for; only in that packet.
    public var multichannel: MultichannelConfig? { body.multichannel }
    /// Of key frames, for codecs that tell it there and not in a sequence header (VP8, VP9).
    public var pictureSize: PictureSize? { body.pictureSize }
    /// What the first coded frame says about itself (MP3, AC-3).
    public var frameHeader: AudioFrameHeader? { body.frameHeader }
    /// The codec's data within the payload of the message.
    public var data: Range<Int> { min(range.lowerBound + body.headerLength, range.upperBound)..<range.upperBound }

    /// "1 hevc Main@3.1 1280×720"
    public var summary: String {
        var text = "\(trackID) \(codec?.name ?? fourCC?.text ?? "unknown codec")"
        if let about = body.summary { text += " \(about)" }
        return text
    }
}

extension MediaTrack: FieldSource {
    public func writeFields(to sink: inout some FieldSink & ~Copyable) {
        sink.integer("track_id", Int(trackID))
        if let codec { sink.text("codec", codec.name) }
        if let fourCC { sink.text("fourcc", fourCC.text) }
        sink.integer("length", length)
        body.writeFields(to: &sink)
    }
}
