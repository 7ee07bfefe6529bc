/// Which way bytes went; the client is the side that opened the connection.
public enum Direction: UInt8, Sendable {
    case clientToServer = 0
    case serverToClient = 1

    public var opposite: Direction { self == .clientToServer ? .serverToClient : .clientToServer }
}
