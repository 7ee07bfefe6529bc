import Packets

/// What one side of a flow did at the level of TCP, for reports.
public struct SideFacts: Equatable, Sendable {
    /// Packets this side sent, repeated and ignored ones included.
    public var packets = 0
    /// Payload bytes on the wire, repeated ones included.
    public var payloadBytes = 0
    /// Segments that brought again what had been sent before, wholly or in part, and SYNs sent again.
    public var retransmittedSegments = 0
    /// Bytes that retransmitted segments repeated.
    public var retransmittedBytes = 0
    /// Segments that came before bytes that belong ahead of them.
    public var outOfOrderSegments = 0
    /// Packets that the capture holds twice: same IPv4 identification, same sequence number. They count in none of
    /// the other kinds.
    public var duplicatedPackets = 0
    /// Keep-alive packets, RFC 9293 § 3.8.4.
    public var keepAlives = 0
    /// How often this side closed its receive window.
    public var zeroWindows = 0
    /// Nanoseconds of the longest time that the window stayed closed.
    public var longestZeroWindow: Int64 = 0
    /// Segments whose TCP checksum does not fit; normal where the network card computes it.
    public var invalidChecksums = 0
    /// Segments whose bytes differed from those waiting for the same place.
    public var conflictingSegments = 0
    /// Data behind this side's FIN, and resets outside the receiver's window.
    public var ignoredSegments = 0
    /// Bytes of this side's stream that the other side has acknowledged, as an offset.
    public var acknowledged = 0
    /// When segments were sent again.
    public var retransmissions = TransportSpans()
    /// When segments came before bytes that belong ahead of them.
    public var reorderings = TransportSpans()
    /// When this side's receive window was closed.
    public var closedWindows = TransportSpans()
    /// When this side had sent bytes and for half a second or more no acknowledgement of any of them came.
    public var acknowledgementWaits = TransportSpans()
    /// Sequence number of the stream's offset 0, where one is known.
    public var base: UInt32?
    /// Time of the first packet in capture order; nil while there was none.
    public var firstPacket: Timestamp?
    /// Time of the last packet in capture order.
    public var lastPacket: Timestamp?

    /// Of a side that has sent nothing.
    public init() {}
}
