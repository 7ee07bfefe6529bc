/// What may be held of IP datagrams whose fragments have not all come.
public struct FragmentLimits: Sendable {
    /// Bytes of one datagram; IP itself allows no more.
    public var datagramBytes = 65_535
    /// Bytes of all datagrams together, with what it costs to keep track of them.
    public var totalBytes = 4 << 20
    /// Datagrams at once; the one that has waited longest goes first.
    public var datagrams = 1024
    /// Fragments of one datagram: those of the largest at the smallest MTU are 1366.
    public var fragmentsPerDatagram = 2048
    /// Nanoseconds of capture time after which an incomplete datagram is given up.
    public var time: Int64 = 30 * 1_000_000_000

    /// The defaults.
    public init() {}
}
