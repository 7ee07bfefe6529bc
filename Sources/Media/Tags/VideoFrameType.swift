/// What a decoder may do with a video frame: the FrameType of a video message's first byte.
public struct VideoFrameType: RawRepresentable, Hashable, Sendable {
    /// The number as it was sent.
    public var rawValue: UInt8

    /// The meaning of a number.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A decoder can begin here.
    public static let key = Self(rawValue: 1)
    /// Builds on frames before it.
    public static let inter = Self(rawValue: 2)
    /// Of Sorenson H.263 only.
    public static let disposableInter = Self(rawValue: 3)
    /// A key frame that a server made. Reserved for servers.
    public static let generatedKey = Self(rawValue: 4)
    /// No frame but a `VideoCommand`, or the mark of a metadata packet.
    public static let command = Self(rawValue: 5)

    /// The name in the words of the specification, or the number where it has none.
    public var name: String {
        switch self {
        case .key: "key"
        case .inter: "inter"
        case .disposableInter: "disposable inter"
        case .generatedKey: "generated key"
        case .command: "command"
        default: "frame type \(rawValue)"
        }
    }
}

/// What a video message of frame type 5 tells a player instead of showing a picture.
public struct VideoCommand: RawRepresentable, Hashable, Sendable {
    /// The number as it was sent.
    public var rawValue: UInt8

    /// The meaning of a number.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Frames up to `endSeek` are for decoding only: the player seeks.
    public static let startSeek = Self(rawValue: 0)
    /// The seek is over: the next frame is to be shown.
    public static let endSeek = Self(rawValue: 1)

    /// The name in the words of the specification, or the number where it has none.
    public var name: String {
        switch self {
        case .startSeek: "start seek"
        case .endSeek: "end seek"
        default: "command \(rawValue)"
        }
    }
}
