/// What a coded frame says about the stream, for codecs that repeat it in each frame.
public enum AudioFrameHeader: Equatable, Sendable {
    case mp3(MP3FrameHeader)
    case ac3(AC3FrameHeader)

    /// The header itself.
    public var record: any CodecConfiguration {
        switch self {
        case .mp3(let header): header
        case .ac3(let header): header
        }
    }
}
