import Dissection
import Media
import RTMP

/// Kinds of events, so that a rule is only asked about those it looks at.
public struct EventInterests: OptionSet, Hashable, Sendable {
    /// A bit a kind.
    public var rawValue: UInt32

    /// A set of these bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// A flow was recognised, and what a proxy put before it.
    public static let flow = EventInterests(rawValue: 1 << 0)
    /// Handshake packets, and the point from which RTMPE enciphers.
    public static let handshake = EventInterests(rawValue: 1 << 1)
    /// Types 1 to 6.
    public static let control = EventInterests(rawValue: 1 << 2)
    /// Types 20 and 17.
    public static let command = EventInterests(rawValue: 1 << 3)
    /// Types 18 and 15.
    public static let data = EventInterests(rawValue: 1 << 4)
    /// Type 8.
    public static let audio = EventInterests(rawValue: 1 << 5)
    /// Type 9.
    public static let video = EventInterests(rawValue: 1 << 6)
    /// Type 22.
    public static let aggregate = EventInterests(rawValue: 1 << 7)
    /// Types 19 and 16.
    public static let sharedObject = EventInterests(rawValue: 1 << 8)
    /// Types that no document defines, and bodies that are not what their type promises.
    public static let unknownMessage = EventInterests(rawValue: 1 << 9)
    /// Cut messages, gaps, losses of the chunk boundary and their ends.
    public static let damage = EventInterests(rawValue: 1 << 10)
    /// A side's FIN or RST, and the flow's end.
    public static let end = EventInterests(rawValue: 1 << 11)
    /// A stream's role became known.
    public static let stream = EventInterests(rawValue: 1 << 12)
    /// Notices of the capture itself, for rules of the capture.
    public static let capture = EventInterests(rawValue: 1 << 13)
    /// Messages, of any kind, whose chunks are not quite ordinary: with facts noted, an extended timestamp, or a chunk
    /// stream id of 32 or above. Rules that look for those need not be asked about every message.
    public static let unusualChunks = EventInterests(rawValue: 1 << 14)

    /// Audio and video messages that are no `OrdinaryFrame`. Rules that look for what is seldom need not be asked about
    /// every frame.
    public static let unusualMedia = EventInterests(rawValue: 1 << 15)

    /// The flow's opening alone: `flow` without what a proxy put before it.
    public static let opening = EventInterests(rawValue: 1 << 16)

    /// The steps between the timestamps of each track's frames. No kind of event: whoever asks is told of the steps in
    /// place of the media messages.
    public static let steps = EventInterests(rawValue: 1 << 17)

    /// Audio, video and aggregates.
    public static let media: EventInterests = [.audio, .video, .aggregate]
    /// Every message.
    public static let messages: EventInterests = [
        .control, .command, .data, .audio, .video, .aggregate, .sharedObject, .unknownMessage,
    ]

    /// The kind of an event: one bit, and `unusualChunks` and `unusualMedia` where it is so; empty for kinds that no rule
    /// looks at.
    public init(of event: Event) {
        switch event.body {
        case .flow, .prefix: self = .flow
        case .handshake, .encrypted: self = .handshake
        case .message(let message):
            if let frame = message.frame {
                self = frame.kind == .audio ? .audio : .video
            } else {
                self.init(of: message.message.body)
                if !isDisjoint(with: [.audio, .video]) { insert(.unusualMedia) }
            }
            if message.hasUnusualChunks { insert(.unusualChunks) }
        case .cut, .gap, .lost, .resynchronized: self = .damage
        case .stream: self = .stream
        case .sideEnded, .flowEnd: self = .end
        case .capture: self = .capture
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
