import Streams

/// What the flows of a capture that have ended tell of the capture: what it lacks, has twice or cannot show.
public struct CaptureCondition: Equatable, Sendable {
    /// RTMP flows of which one direction is not in the capture.
    public var oneSidedFlows = 0
    /// RTMP flows that were open before the capture began.
    public var midstreamFlows = 0
    /// RTMPE.
    public var encryptedFlows = 0
    /// Bytes of RTMP flows that reached their receiver and are not in the capture, in so many holes; directions that
    /// are missing altogether do not count.
    public var missingBytes = 0
    public var holes = 0
    /// Packets of RTMP flows that it has twice.
    public var duplicatedPackets = 0
    /// Segments of RTMP flows that were damaged on their way.
    public var damagedSegments = 0

    /// Of a capture in which nothing has ended.
    public init() {}

    mutating func note(_ end: FlowEnd) {
        if end.absentDirection != nil { oneSidedFlows += 1 }
        if !end.opening.sawSYN { midstreamFlows += 1 }
        if end.directions.contains(where: { $0.encryptedBytes > 0 }) { encryptedFlows += 1 }
        for (index, direction) in end.directions.enumerated() {
            if end.absentDirection.map({ Int($0.rawValue) }) != index {
                missingBytes += direction.missingBytes
                holes += direction.gaps
            }
            duplicatedPackets += direction.tcp.duplicatedPackets
            damagedSegments += direction.damagedSegments
        }
    }
}
