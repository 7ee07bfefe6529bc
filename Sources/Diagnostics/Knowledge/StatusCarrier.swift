/// In which message a status code comes, and who sends it.
public enum StatusCarrier: Sendable {
    /// `_result` or `_error` to connect.
    case connectAnswer
    /// `_error` to any call.
    case callAnswer
    /// onStatus on message stream 0.
    case connectionStatus
    /// onStatus on the message stream that it is about.
    case streamStatus
    /// A data message onPlayStatus.
    case playStatus
    /// A data message onStatus.
    case dataStatus
    /// A Status event of a shared object message.
    case sharedObject
    /// A command of that name, from the client.
    case clientCommand
    /// A client library tells its own program; it is hardly ever on the wire.
    case local

    /// Who sends it: "server", "client", or "library".
    public var sender: String {
        switch self {
        case .connectAnswer, .callAnswer, .connectionStatus, .streamStatus, .playStatus, .dataStatus, .sharedObject:
            "server"
        case .clientCommand: "client"
        case .local: "library"
        }
    }

    /// A phrase: "the server, in onStatus on the message stream that it is about".
    public var words: String {
        switch self {
        case .connectAnswer: "the server, in its answer to connect"
        case .callAnswer: "the server, in an _error to a call"
        case .connectionStatus: "the server, in onStatus on message stream 0"
        case .streamStatus: "the server, in onStatus on the message stream that it is about"
        case .playStatus: "the server, in a data message onPlayStatus on the stream that is played"
        case .dataStatus: "the server, in a data message onStatus on the stream that is played"
        case .sharedObject: "the server, in a Status event of a shared object message"
        case .clientCommand: "the client, as the name of a command"
        case .local: "nobody: client libraries tell their own programs; hardly ever on the wire"
        }
    }
}
