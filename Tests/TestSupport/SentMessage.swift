/// A message as its sender meant it, with what the chunks it was sent in must tell.
public struct SentMessage: Equatable, Sendable {
    /// What a decoder is expected to note of the chunks, named as in the JSON contract.
    public enum Fact: String, Hashable, Sendable {
        case format1OnFreshStream = "format_1_on_fresh_stream"
        case deltaIsTimestamp = "delta_is_timestamp"
        case extendedTimestampOmitted = "extended_timestamp_omitted"
        case longBasicHeader = "long_basic_header"
        case interleaved
        case chunkSizeChangedInside = "chunk_size_changed_inside"
    }

    /// 2 to 65599.
    public var chunkStreamID: Int
    /// The message type id.
    public var type: UInt8
    /// As the message header has it.
    public var messageStreamID: UInt32
    /// Absolute, ms.
    public var timestamp: UInt32
    /// All of it.
    public var payload: [UInt8]
    /// The messages in an aggregate, with the timestamps that stand in it.
    public var inner: [SentMessage] = []

    /// fmt of the first chunk.
    public var format: UInt8 = 0
    /// The last header of the chunk stream that had a timestamp field had an extended one.
    public var hasExtendedTimestamp = false
    /// How its chunks depart from the ordinary.
    public var facts: Set<Fact> = []
    /// It was sent in so many.
    public var chunks = 0
    /// Of the first chunk's first byte, from where the writer began.
    public var offset = 0
    /// Behind the last chunk's last byte.
    public var end = 0

    /// A message that has yet to be sent.
    public init(chunkStreamID: Int, type: UInt8, messageStreamID: UInt32, timestamp: UInt32, payload: [UInt8]) {
        self.chunkStreamID = chunkStreamID
        self.type = type
        self.messageStreamID = messageStreamID
        self.timestamp = timestamp
        self.payload = payload
    }
}
