import RTMP
import Streams

/// What a consumer of events wants, and what the dissection may hold at once.
public struct DissectionOptions: Sendable {
    public var streams = StreamLimits()
    public var messages = MessageOptions()
    /// TCP ports on which RTMP is assumed even where no handshake is seen.
    public var ports: Set<UInt16> = []
    /// Bytes of a flow that are kept while it is not known what it speaks.
    public var maximumHeld = 16_384

    public init() {}
}
