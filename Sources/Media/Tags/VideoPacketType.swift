/// What a video message carries of its codec's stream.
///
/// AVCPacketType of the legacy header and VideoPacketType of Enhanced RTMP are two spaces of numbers.
public struct VideoPacketType: Hashable, Sendable {
    /// The number as it was sent.
    public var rawValue: UInt8
    /// Whether the number is a VideoPacketType of Enhanced RTMP rather than an AVCPacketType.
    public var isEnhanced: Bool

    /// The packet type of a number in one of the two spaces.
    public init(rawValue: UInt8, isEnhanced: Bool) {
        self.rawValue = rawValue
        self.isEnhanced = isEnhanced
    }

    /// AVCDecoderConfigurationRecord.
    public static let avcSequenceHeader = Self(rawValue: 0, isEnhanced: false)
    /// NAL units.
    public static let avcNALU = Self(rawValue: 1, isEnhanced: false)
    /// No body.
    public static let avcEndOfSequence = Self(rawValue: 2, isEnhanced: false)

    /// The codec's sequence header.
    public static let sequenceStart = Self(rawValue: 0, isEnhanced: true)
    /// Compressed pictures, behind a composition time where the codec has one.
    public static let codedFrames = Self(rawValue: 1, isEnhanced: true)
    /// No body.
    public static let sequenceEnd = Self(rawValue: 2, isEnhanced: true)
    /// Coded frames whose composition time is 0 and not sent.
    public static let codedFramesX = Self(rawValue: 3, isEnhanced: true)
    /// Values in AMF. The frame type is to be ignored.
    public static let metadata = Self(rawValue: 4, isEnhanced: true)
    /// Another sequence header, of AV1: AV1VideoDescriptor.
    public static let mpeg2TSSequenceStart = Self(rawValue: 5, isEnhanced: true)
    /// Several tracks, whose packet type follows.
    public static let multitrack = Self(rawValue: 6, isEnhanced: true)
    /// An extension, behind which the packet type follows.
    public static let modEx = Self(rawValue: 7, isEnhanced: true)

    /// The name in the words of the specification, or the number where it has none.
    public var name: String {
        switch self {
        case .avcSequenceHeader, .sequenceStart: "sequence header"
        case .avcNALU: "nalu"
        case .avcEndOfSequence: "end of sequence"
        case .codedFrames: "coded frames"
        case .sequenceEnd: "sequence end"
        case .codedFramesX: "coded frames x"
        case .metadata: "metadata"
        case .mpeg2TSSequenceStart: "mpeg-2 ts sequence header"
        case .multitrack: "multitrack"
        case .modEx: "mod ex"
        default: "packet type \(rawValue)"
        }
    }

    /// Whether the body is a sequence header.
    public var isSequenceHeader: Bool { rawValue == 0 || self == .mpeg2TSSequenceStart }
    /// Whether the body is compressed pictures.
    public var isCodedFrames: Bool { rawValue == 1 || self == .codedFramesX }
}
