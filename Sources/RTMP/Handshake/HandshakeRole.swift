/// Who sent a handshake packet: C0, C1 and C2 are the client's; S0, S1 and S2 the server's.
public enum HandshakeRole: String, Equatable, Sendable {
    case client
    case server

    /// The other end of the connection.
    public var peer: HandshakeRole { self == .client ? .server : .client }
}
