/// One of the two senders of a flow: the one that opened the connection, or where no SYN was seen the one whose
/// packet came first, is `initiator`.
public enum Side: UInt8, Sendable {
    case initiator = 0
    case responder = 1

    /// The side that this one talks to.
    public var other: Side { self == .initiator ? .responder : .initiator }
}
