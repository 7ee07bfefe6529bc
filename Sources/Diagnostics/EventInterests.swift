import Dissection
import RTMP

/// Kinds of events, so that a rule is only asked about those it looks at.
public struct EventInterests: OptionSet, Hashable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let flow = EventInterests(rawValue: 1 << 0)
    public static let handshake = EventInterests(rawValue: 1 << 1)
    public static let control = EventInterests(rawValue: 1 << 2)
    public static let command = EventInterests(rawValue: 1 << 3)
    public static let data = EventInterests(rawValue: 1 << 4)
    public static let audio = EventInterests(rawValue: 1 << 5)
    public static let video = EventInterests(rawValue: 1 << 6)
    public static let aggregate = EventInterests(rawValue: 1 << 7)
    public static let sharedObject = EventInterests(rawValue: 1 << 8)
    public static let unknownMessage = EventInterests(rawValue: 1 << 9)
    /// Cut messages, gaps, losses of the chunk boundary and their ends.
    public static let damage = EventInterests(rawValue: 1 << 10)
    /// A side's FIN or RST, and the flow's end.
    public static let end = EventInterests(rawValue: 1 << 11)
    public static let stream = EventInterests(rawValue: 1 << 12)

    public static let media: EventInterests = [.audio, .video, .aggregate]
    public static let messages: EventInterests = [
        .control, .command, .data, .audio, .video, .aggregate, .sharedObject, .unknownMessage,
    ]

    /// The kind of an event; empty for kinds that no rule looks at.
    public init(of event: Event) {
        switch event.body {
        case .flow, .prefix: self = .flow
        case .handshake, .encrypted: self = .handshake
        case .message(let message): self.init(of: message.message.body)
        case .cut, .gap, .lost, .resynchronized: self = .damage
        case .stream: self = .stream
        case .sideEnded, .flowEnd: self = .end
        case .chunk: self = []
        }
    }

    private init(of body: MessageBody) {
        switch body {
        case .setChunkSize, .abort, .acknowledgement, .userControl, .windowAcknowledgementSize, .setPeerBandwidth:
            self = .control
        case .audio: self = .audio
        case .video: self = .video
        case .command: self = .command
        case .data: self = .data
        case .sharedObject: self = .sharedObject
        case .aggregate: self = .aggregate
        case .unknown: self = .unknownMessage
        }
    }
}
