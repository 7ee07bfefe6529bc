import Streams

/// Where a packet belongs.
public enum PacketPlace: Equatable, Sendable {
    /// To a TCP connection.
    case flow(FlowID)
    /// A part of an IP datagram of which other parts are still missing.
    case fragment
    /// To none.
    case nowhere
}
