/// The stretches of a session, in the order in which sessions go through them.
public enum Phase: Int, CaseIterable, Comparable, Sendable {
    case handshake
    case connect
    /// From what announces a stream to its number.
    case createStream
    /// `publish` or `play`, and what answers it.
    case start
    case metadata
    case sequenceHeaders
    case media
    case teardown
    case end

    public static func < (a: Phase, b: Phase) -> Bool { a.rawValue < b.rawValue }

    /// As a heading.
    public var title: String {
        switch self {
        case .handshake: "handshake"
        case .connect: "connect"
        case .createStream: "create stream"
        case .start: "publish or play"
        case .metadata: "metadata"
        case .sequenceHeaders: "sequence headers"
        case .media: "media"
        case .teardown: "teardown"
        case .end: "end"
        }
    }

    /// The phase that a command opens; `nil` for one that may come at any time.
    static func opened(by command: String) -> Phase? { commands[command] }

    private static let commands: [String: Phase] = [
        "connect": .connect,
        "releaseStream": .createStream, "FCPublish": .createStream, "FCSubscribe": .createStream,
        "createStream": .createStream, "initStream": .createStream, "onFCPublish": .createStream,
        "onFCSubscribe": .createStream, "getStreamLength": .createStream,
        "publish": .start, "play": .start, "play2": .start,
        "FCUnpublish": .teardown, "FCUnsubscribe": .teardown, "deleteStream": .teardown, "closeStream": .teardown,
        "onFCUnpublish": .teardown, "onFCUnsubscribe": .teardown, "close": .teardown,
    ]

    /// The phase that a status belongs to.
    static func told(by code: String) -> Phase {
        if code.hasPrefix("NetConnection.Connect.") { return code.hasSuffix(".Closed") ? .teardown : .connect }
        let leaving = [".Success", ".Stop", ".Complete", ".UnpublishNotify", ".Idle"]
        return code.hasPrefix("NetStream.") && leaving.contains { code.hasSuffix($0) } ? .teardown : .start
    }
}
