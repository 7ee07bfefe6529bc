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

    /// Everything that is known, in the names of the JSON contract.
    public var fields: [Field] {
        var fields = [Field("track_id", .integer(Int(trackID)))]
        if let codec { fields.append(Field("codec", .text(codec.name))) }
        if let fourCC { fields.append(Field("fourcc", .text(fourCC.text))) }
        fields.append(Field("length", .integer(length)))
        fields += body.fields
        return fields
    }

    /// "1 hevc Main@3.1 1280×720"
    public var summary: String {
        var text = "\(trackID) \(codec?.name ?? fourCC?.text ?? "unknown codec")"
        if let about = body.summary { text += " \(about)" }
        return text
    }
}
