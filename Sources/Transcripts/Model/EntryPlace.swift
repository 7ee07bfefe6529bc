/// Where an entry stood and how it came: what differs from run to run, so that no golden keeps it by default.
public struct EntryPlace: Equatable, Sendable {
    /// Nanoseconds since the flow's first packet.
    public var elapsed: Int64
    /// Numbers of the packets with its first and its last byte.
    public var firstPacket: Int
    public var lastPacket: Int
    /// Offset of its first byte in the direction's byte stream.
    public var offset: Int?
    /// Of a message, counted from 1 in its direction.
    public var index: Int?
    /// Of a message: format of its first chunk, 0 to 3.
    public var format: UInt8?
    /// Of a message.
    public var chunkStreamID: Int?
    /// Of a message.
    public var messageStreamID: UInt32?
    /// Of a message, ms.
    public var timestamp: UInt32?
    /// Of a message: bytes of payload.
    public var length: Int?
    /// Of a command.
    public var transactionID: Double?
    /// Of an answer: nanoseconds since its call.
    public var latency: Int64?
}
