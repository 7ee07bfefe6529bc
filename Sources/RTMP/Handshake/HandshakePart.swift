/// One or more handshake packets of one side that became complete together.
public struct HandshakePart: Equatable, Sendable {
    /// C0 or S0.
    public var version: HandshakeVersion?
    /// C1 or S1 as sent, 1536 bytes or fewer where the stream ended in it; bytes lost to a hole are 0.
    public var block: [UInt8]?
    /// C2 or S2, likewise.
    public var reply: [UInt8]?
    /// Bytes of the part that the capture does not have.
    public var missing = 0
    /// Offset of its first byte in the direction's byte stream.
    public var offset = 0
    public var firstPacket = 0
    public var lastPacket = 0
}
