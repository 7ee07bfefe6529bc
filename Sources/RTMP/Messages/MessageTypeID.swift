/// The message type of a chunk message header, RTMP 1.0 § 5.3.1.2 and § 7.1. Peers invent others: any byte is one.
public struct MessageTypeID: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let setChunkSize = MessageTypeID(rawValue: 1)
    public static let abort = MessageTypeID(rawValue: 2)
    public static let acknowledgement = MessageTypeID(rawValue: 3)
    public static let userControl = MessageTypeID(rawValue: 4)
    public static let windowAcknowledgementSize = MessageTypeID(rawValue: 5)
    public static let setPeerBandwidth = MessageTypeID(rawValue: 6)
    public static let audio = MessageTypeID(rawValue: 8)
    public static let video = MessageTypeID(rawValue: 9)
    public static let dataAMF3 = MessageTypeID(rawValue: 15)
    public static let sharedObjectAMF3 = MessageTypeID(rawValue: 16)
    public static let commandAMF3 = MessageTypeID(rawValue: 17)
    public static let dataAMF0 = MessageTypeID(rawValue: 18)
    public static let sharedObjectAMF0 = MessageTypeID(rawValue: 19)
    public static let commandAMF0 = MessageTypeID(rawValue: 20)
    public static let aggregate = MessageTypeID(rawValue: 22)

    /// The JSON name of the type; `nil` for types that no public document defines.
    public var name: String? {
        switch self {
        case .setChunkSize: "set_chunk_size"
        case .abort: "abort"
        case .acknowledgement: "acknowledgement"
        case .userControl: "user_control"
        case .windowAcknowledgementSize: "window_acknowledgement_size"
        case .setPeerBandwidth: "set_peer_bandwidth"
        case .audio: "audio"
        case .video: "video"
        case .dataAMF3, .dataAMF0: "data"
        case .sharedObjectAMF3, .sharedObjectAMF0: "shared_object"
        case .commandAMF3, .commandAMF0: "command"
        case .aggregate: "aggregate"
        default: nil
        }
    }

    /// Audio and video: the types whose payload is not kept beyond what a tag header needs.
    public var isMedia: Bool { self == .audio || self == .video }
}
