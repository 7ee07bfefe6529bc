import RTMP
import Segments
import Streams

/// What a consumer of events wants, and what the dissection may hold at once.
public struct DissectionOptions: Sendable {
    public var streams = StreamLimits()
    public var messages = MessageOptions()
    public var fragments = FragmentLimits()
    /// TCP ports on which RTMP is assumed even where no handshake is seen.
    public var ports: Set<UInt16> = []
    /// Calls of one direction that are remembered until they are answered.
    public var maximumCalls = 1024
    /// Bytes of a flow that are kept while it is not known what it speaks.
    public var maximumHeld = 16_384
    /// As `maximumHeld`, of a flow of which the capture does not have the beginning: chunks may have to be searched.
    public var maximumHeldMidstream = 1 << 18
    /// Bytes of all flows that are kept while it is not known what they speak; a piece counts more than its bytes.
    public var maximumHeldInAll = 1 << 26

    public init() {}
}
