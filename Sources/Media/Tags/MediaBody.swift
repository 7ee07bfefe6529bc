import Bytes
import Fields

/// What stands behind the codec's name in a message or in one of its tracks, apart from coded frames.
struct MediaBody: Equatable, Sendable {
    var compositionTime: Int32?
    var frameHeader: AudioFrameHeader?
    var pictureSize: PictureSize?
    var content: Content?
    /// The data is an AAC access unit with an ADTS header, which raw AAC does not have.
    var hasADTS = false
    /// Bytes before the codec's data.
    var headerLength = 0

    /// What frames do not have. Indirect, so that their tags stay small.
    indirect enum Content: Equatable, Sendable {
        case configuration(Configuration)
        case multichannel(MultichannelConfig)
        case metadata(VideoMetadata)
    }

    var configuration: Configuration? {
        if case .configuration(let configuration) = content { configuration } else { nil }
    }

    var multichannel: MultichannelConfig? {
        if case .multichannel(let multichannel) = content { multichannel } else { nil }
    }

    var metadata: VideoMetadata? {
        if case .metadata(let metadata) = content { metadata } else { nil }
    }

    /// The words for a line of text; `nil` where there is nothing to say but that frames came.
    var summary: String? {
        switch content {
        case .configuration(let configuration): configuration.summary
        case .multichannel(let multichannel): multichannel.summary
        case .metadata(let metadata): metadata.summary
        case nil: nil
        }
    }
}

extension MediaBody: FieldSource {
    func writeFields(to sink: inout some FieldSink & ~Copyable) {
        if let compositionTime { sink.integer("composition_time", Int(compositionTime)) }
        if let pictureSize {
            sink.integer("width", pictureSize.width)
            sink.integer("height", pictureSize.height)
        }
        switch content {
        case .configuration(let configuration): sink.field("config", .record(configuration.fields))
        case .multichannel(let multichannel): sink.field("multichannel", .record(multichannel.fields))
        case .metadata(let metadata): sink.field("metadata", .record(metadata.fields))
        case nil: break
        }
        if let frameHeader { sink.field("frame_header", .record(frameHeader.record.fields)) }
        if hasADTS { sink.flag("adts", true) }
    }
}
