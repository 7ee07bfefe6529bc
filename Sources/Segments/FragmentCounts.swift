/// What became of fragmented datagrams.
public struct FragmentCounts: Equatable, Sendable {
    /// Put together.
    public var completed = 0
    /// Given up because the others did not come in time.
    public var timedOut = 0
    /// Given up to keep within `FragmentLimits`.
    public var evicted = 0
    /// Given up because fragments overlap, which IPv6 forbids (RFC 5722), or reach beyond the datagram's end.
    public var overlapping = 0
    /// Given up because a fragment was not captured whole.
    public var cutShort = 0
    /// Given up because a fragment lies beyond the largest datagram, or is of a length that no fragment has.
    public var invalid = 0

    /// Nothing yet.
    public init() {}

    /// Datagrams that were lost to the decoder.
    public var lost: Int { timedOut + evicted + overlapping + cutShort + invalid }
}
