/// A message that began and was not completed.
public struct CutMessage: Equatable, Sendable {
    public enum Cause: Equatable, Sendable {
        /// An Abort message for its chunk stream.
        case aborted
        /// A new message header came on its chunk stream.
        case overtaken
        /// The chunk boundary was lost to a hole or to bytes that are no chunks.
        case lost
        /// The direction ended.
        case ended
    }

    public var header: Message.Header
    public var cause: Cause
    /// Payload bytes that had come.
    public var received: Int
    public var offset: Int
    public var firstPacket: Int
    public var lastPacket: Int
}
