/// A sequence header of any codec, taken apart.
public indirect enum DecodedConfiguration: Equatable, Sendable {
    case avc(AVCConfiguration)
    case hevc(HEVCConfiguration)
    case vvc(VVCConfiguration)
    case av1(AV1Configuration)
    case vp(VPConfiguration)
    case aac(AudioSpecificConfig)
    case opus(OpusHead)
    case flac(FLACStreamInfo)

    /// The record itself; the one place that knows all of them.
    public var record: any CodecConfiguration {
        switch self {
        case .avc(let record): record
        case .hevc(let record): record
        case .vvc(let record): record
        case .av1(let record): record
        case .vp(let record): record
        case .aac(let record): record
        case .opus(let record): record
        case .flac(let record): record
        }
    }
}
