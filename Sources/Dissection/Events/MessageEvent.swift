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

    public init(message: Message, answer: Answer? = nil, stream: StreamIdentity? = nil) {
        self.message = message
        self.answer = answer
        self.stream = stream
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
