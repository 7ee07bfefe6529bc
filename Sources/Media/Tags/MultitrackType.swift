/// How the tracks of an Enhanced RTMP multitrack message are laid out.
public struct MultitrackType: RawRepresentable, Hashable, Sendable {
    /// The number as it was sent.
    public var rawValue: UInt8

    /// The layout of a number.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// One track that fills the message.
    public static let oneTrack = Self(rawValue: 0)
    /// Several tracks of one codec.
    public static let manyTracks = Self(rawValue: 1)
    /// Several tracks, each with its codec.
    public static let manyTracksManyCodecs = Self(rawValue: 2)

    /// The name in the words of the specification, or the number where it has none.
    public var name: String {
        switch self {
        case .oneTrack: "one track"
        case .manyTracks: "many tracks"
        case .manyTracksManyCodecs: "many tracks many codecs"
        default: "multitrack type \(rawValue)"
        }
    }
}
