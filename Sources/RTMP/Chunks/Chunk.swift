/// One chunk, RTMP 1.0 § 5.3.1, as `--chunks` shows it.
public struct Chunk: Equatable, Sendable {
    public var format: UInt8
    public var chunkStreamID: Int
    /// Basic header, message header and extended timestamp as sent.
    public var headerBytes: [UInt8]
    /// Offset of its first header byte in the direction's byte stream.
    public var offset: Int
    /// Number of the packet with its first header byte.
    public var packet: Int
    /// Payload bytes in this chunk.
    public var length: Int
    /// Payload bytes of its message before this chunk, and in all.
    public var messagePosition: Int
    public var messageLength: Int
    public var type: MessageTypeID
    public var timestamp: UInt32
    public var messageStreamID: UInt32
}
