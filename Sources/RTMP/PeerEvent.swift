/// What a peer decoder tells of one direction.
public enum PeerEvent: Equatable, Sendable {
    /// A proxy's line before the handshake.
    case prefix(ConnectionPrefix, offset: Int, packet: Int)
    case handshake(HandshakePart)
    /// From `offset` on the bytes are enciphered.
    case encrypted(offset: Int, packet: Int)
    case chunks(ChunkEvent)
}
