import RTMP

/// A message with what the conversation makes of it.
///
/// A class because many look at it and nobody changes it: as a struct, its dozen references would be counted anew by
/// each rule that looks.
public final class MessageEvent: Sendable {
    public let message: Message
    /// The call that it answers, where it is a response.
    public let answer: Answer?
    /// The name and role of the message stream it belongs to, where they are known.
    public let stream: StreamIdentity?
    /// Where the message is nothing but that.
    public let frame: OrdinaryFrame?
    /// Its chunks are not quite ordinary: with facts noted, an extended timestamp, or a chunk stream id of 32 or above.
    public let hasUnusualChunks: Bool

    public convenience init(message: Message, answer: Answer? = nil, stream: StreamIdentity? = nil) {
        self.init(message: message, answer: answer, stream: stream, frame: OrdinaryFrame(message))
    }

    init(message: Message, answer: Answer?, stream: StreamIdentity?, frame: OrdinaryFrame?) {
        self.message = message
        self.answer = answer
        self.stream = stream
        self.frame = frame
        hasUnusualChunks =
            !message.facts.isEmpty || message.header.hasExtendedTimestamp || message.header.chunkStreamID >= 32
    }

    /// Which call a response answers.
    public struct Answer: Equatable, Sendable {
        public var name: String
        /// The call's message index in its direction.
        public var index: Int
        /// Nanoseconds from call to response.
        public var latency: Int64
    }
}
