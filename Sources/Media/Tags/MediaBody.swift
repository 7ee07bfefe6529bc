import Bytes
import Fields

/// What stands behind the codec's name in a message or in one of its tracks, apart from coded frames.
struct MediaBody: Equatable, Sendable {
    var compositionTime: Int32?
    var configuration: Configuration?
    var multichannel: MultichannelConfig?
    var frameHeader: AudioFrameHeader?
    var metadata: VideoMetadata?
    /// The data is an AAC access unit with an ADTS header, which raw AAC does not have.
    var hasADTS = false
    /// Bytes before the codec's data.
    var headerLength = 0

    /// The words for a line of text; `nil` where there is nothing to say but that frames came.
    var summary: String? {
        if let configuration { return configuration.summary }
        if let multichannel { return multichannel.summary }
        if let metadata { return metadata.summary }
        return nil
    }

    var fields: [Field] {
        var fields: [Field] = []
        if let compositionTime { fields.append(Field("composition_time", .integer(Int(compositionTime)))) }
        if let configuration { fields.append(Field("config", .record(configuration.fields))) }
        if let multichannel { fields.append(Field("multichannel", .record(multichannel.fields))) }
        if let frameHeader { fields.append(Field("frame_header", .record(frameHeader.record.fields))) }
        if let metadata { fields.append(Field("metadata", .record(metadata.fields))) }
        if hasADTS { fields.append(Field("adts", .flag(true))) }
        return fields
    }
}
