import Media

/// One whole message of one direction, with where it stood and how its chunks came.
public struct Message: Equatable, Sendable {
    /// The message header of its first chunk after everything inherited was filled in.
    public struct Header: Equatable, Sendable {
        public var chunkStreamID: Int
        /// fmt of its first chunk, 0 to 3.
        public var format: UInt8
        /// Absolute, in ms, modulo 2³².
        public var timestamp: UInt32
        /// The timestamp field was 0xFFFFFF and a 4-byte one followed.
        public var hasExtendedTimestamp: Bool
        /// Bytes of payload.
        public var length: Int
        public var type: MessageTypeID
        public var messageStreamID: UInt32

        public init(
            chunkStreamID: Int, format: UInt8, timestamp: UInt32, hasExtendedTimestamp: Bool = false, length: Int,
            type: MessageTypeID, messageStreamID: UInt32
        ) {
            self.chunkStreamID = chunkStreamID
            self.format = format
            self.timestamp = timestamp
            self.hasExtendedTimestamp = hasExtendedTimestamp
            self.length = length
            self.type = type
            self.messageStreamID = messageStreamID
        }
    }

    public var header: Header
    public var body: MessageBody
    /// How its chunks departed from the ordinary; none of this is an error by itself.
    public var facts: ChunkFacts
    /// Counted from 1 in its direction, in the order of completion.
    public var index: Int
    public var chunks: Int
    /// Offset of its first chunk's first header byte in the direction's byte stream.
    public var offset: Int
    /// Numbers of the packets with its first and its last byte.
    public var firstPacket: Int
    public var lastPacket: Int
    /// Payload bytes that a hole in the capture swallowed.
    public var missing: Int
    /// The NAL units of a coded video frame, where the policy asked for them.
    public var frames: NALScan?
    /// The payload, where the policy asked for it and as far as it was kept.
    public var payload: [UInt8]?
}
