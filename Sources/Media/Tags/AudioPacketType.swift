/// What an audio message carries of its codec's stream.
///
/// AACPacketType of the legacy header and AudioPacketType of Enhanced RTMP are two spaces of numbers.
public struct AudioPacketType: Hashable, Sendable {
    /// The number as it was sent.
    public var rawValue: UInt8
    /// Whether the number is an AudioPacketType of Enhanced RTMP rather than an AACPacketType.
    public var isEnhanced: Bool

    /// The packet type of a number in one of the two spaces.
    public init(rawValue: UInt8, isEnhanced: Bool) {
        self.rawValue = rawValue
        self.isEnhanced = isEnhanced
    }

    /// AudioSpecificConfig.
    public static let aacSequenceHeader = Self(rawValue: 0, isEnhanced: false)
    /// One access unit, without ADTS header.
    public static let aacRaw = Self(rawValue: 1, isEnhanced: false)

    /// The codec's sequence header.
    public static let sequenceStart = Self(rawValue: 0, isEnhanced: true)
    /// Compressed sound.
    public static let codedFrames = Self(rawValue: 1, isEnhanced: true)
    /// Nothing follows for now: silence for this track.
    public static let sequenceEnd = Self(rawValue: 2, isEnhanced: true)
    /// Which speakers the channels are for.
    public static let multichannelConfig = Self(rawValue: 4, isEnhanced: true)
    /// Several tracks, whose packet type follows.
    public static let multitrack = Self(rawValue: 5, isEnhanced: true)
    /// An extension, behind which the packet type follows.
    public static let modEx = Self(rawValue: 7, isEnhanced: true)

    /// The name in the words of the specification, or the number where it has none.
    public var name: String {
        switch self {
        case .aacSequenceHeader, .sequenceStart: "sequence header"
        case .aacRaw: "raw"
        case .codedFrames: "coded frames"
        case .sequenceEnd: "sequence end"
        case .multichannelConfig: "multichannel config"
        case .multitrack: "multitrack"
        case .modEx: "mod ex"
        default: "packet type \(rawValue)"
        }
    }

    /// Whether the body is a sequence header.
    public var isSequenceHeader: Bool { rawValue == 0 }
    /// Whether the body is compressed sound.
    public var isCodedFrames: Bool { rawValue == 1 }
}
