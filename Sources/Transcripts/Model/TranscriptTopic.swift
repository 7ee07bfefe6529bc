/// What a kind of entry belongs to. It decides by which part a golden keeps it, and in which order it has to come.
public enum TranscriptTopic: Equatable, Sendable {
    case handshake
    case command
    case control
    case userControl
    case chunkSize
    case data
    case audioConfiguration
    case videoConfiguration
    /// Audio, video and timed data as shape.
    case media
    case acknowledgement
    case ping
    case damage
    case end
    /// `*`, and `...`.
    case anything

    /// The topic of a kind as the text form spells it. What is none of our words is a command.
    public init(of kind: String) {
        if let known = Self.kinds[kind] {
            self = known
        } else if kind.hasPrefix("data ") {
            self = .data
        } else if kind.hasPrefix("user control ") {
            self = .userControl
        } else if kind.hasPrefix("timed data ") || kind.hasPrefix("message type ") {
            self = .media
        } else {
            self = .command
        }
    }

    /// Whether a command's name has to be in quotes, because bare it would mean something else.
    static func isTaken(_ name: String) -> Bool { Self(of: name) != .command }

    private static let kinds: [String: TranscriptTopic] = [
        "*": .anything, "...": .anything,
        "proxy line": .handshake, "C1": .handshake, "C2": .handshake, "S1": .handshake, "S2": .handshake,
        "encrypted": .handshake,
        "set chunk size": .chunkSize, "window ack size": .control, "set peer bandwidth": .control,
        "StreamBegin": .userControl, "StreamEOF": .userControl, "StreamIsRecorded": .userControl,
        "SetBufferLength": .userControl, "SWFVerifyRequest": .userControl, "SWFVerifyResponse": .userControl,
        "FlowSynchronization": .userControl, "SetKeepaliveTimers": .userControl,
        "abort": .acknowledgement, "acknowledgement": .acknowledgement,
        "PingRequest": .ping, "PingResponse": .ping, "BufferEmpty": .ping, "BufferReady": .ping, "StreamDry": .ping,
        "video sequence header": .videoConfiguration, "audio sequence header": .audioConfiguration,
        "video": .media, "audio": .media, "aggregate": .media,
        "lost": .damage, "missing bytes": .damage, "cut message": .damage,
        "end": .end,
    ]

    /// The part by which a golden keeps entries of the topic; `nil` for what every golden keeps.
    public var part: TranscriptPart? {
        switch self {
        case .handshake: .handshake
        case .command: .commands
        case .control, .userControl: .control
        case .chunkSize: .chunkSizes
        case .data: .metadata
        case .audioConfiguration, .videoConfiguration: .configuration
        case .media: .media
        case .acknowledgement: .acknowledgements
        case .ping: .pings
        case .damage: .damage
        case .end: .end
        case .anything: nil
        }
    }

    /// The part by which a golden keeps a field of an entry of the topic, beside that of the entry.
    public func part(ofField name: String) -> TranscriptPart? {
        switch name {
        case "csid": .csids
        case "fmt": .formats
        case "stream": .streams
        case "transaction": .transactions
        case "code", "level", "description": self == .command ? .status : nil
        case "answers": nil
        default: self == .command ? .arguments : nil
        }
    }

    /// Entries of one lane keep their order within a direction. Those of different lanes race with each other, and
    /// those of none (`nil`) are counts that stand behind everything.
    public enum Lane: Hashable, Sendable {
        case conversation
        /// A player that comes before its publisher gets StreamBegin late.
        case userControl
        case audio, video
    }

    /// See `Lane`.
    public var lane: Lane? {
        switch self {
        case .handshake, .command, .control, .chunkSize, .data: .conversation
        case .userControl: .userControl
        case .audioConfiguration: .audio
        case .videoConfiguration: .video
        case .media, .acknowledgement, .ping, .damage, .end: nil
        case .anything: .conversation
        }
    }
}
