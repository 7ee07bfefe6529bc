import Packets
import Segments
import Streams

/// Counts of the whole capture.
public struct CaptureTotals: Sendable {
    public var packets = 0
    /// Bytes on the wire, link layer included.
    public var bytes = 0
    public var firstTime: Timestamp?
    public var lastTime: Timestamp?
    public var tcpSegments = 0
    /// Packets with a link type that cannot be read, by link type.
    public var unknownLinkTypes: [LinkType: Int] = [:]
    public var malformedPackets = 0
    /// Packets of which the snap length cut TCP payload, and the payload bytes missing.
    public var cutPackets = 0
    public var cutBytes = 0
    /// Times at which the capture's clock went back by more than a second.
    public var clockJumpsBack = 0
    /// What the ended flows tell of the capture.
    public var condition = CaptureCondition()
    /// What was given up to keep within bounds.
    public var limits = LimitsReached()
    /// Flows that turned out to be RTMP or RTMPE.
    public var rtmpFlows = 0
    /// TCP flows that are something else, by name; `unknown` where nothing is known, `no data` where none was
    /// sent, `refused` where besides the responder answered with RST.
    public var otherFlows: [String: Int] = [:]

    /// The first of them.
    public var otherExamples: [OtherExample] = []

    /// A TCP flow that is not RTMP.
    public struct OtherExample: Sendable {
        public var initiator: Endpoint
        public var responder: Endpoint
        public var name: String
        public var detail: String
    }

    private static let maximumExamples = 10

    public init() {}

    /// - Parameter isShown: It has lines of its own and need not be an example.
    mutating func note(
        other name: String, detail: String = "", isShown: Bool = false, _ opening: StreamEvent.Opening
    ) {
        otherFlows[name, default: 0] += 1
        guard !isShown, otherExamples.count < Self.maximumExamples else { return }
        otherExamples.append(
            OtherExample(initiator: opening.initiator, responder: opening.responder, name: name, detail: detail))
    }

    /// - Returns: What the packet is the first to show.
    mutating func note(_ packet: Packet) -> CaptureNotice? {
        packets += 1
        bytes += packet.originalLength
        var notice: CaptureNotice?
        if let lastTime, packet.time.since(lastTime) < -1_000_000_000 {
            clockJumpsBack += 1
            if clockJumpsBack == 1 { notice = .clockWentBack(by: lastTime.since(packet.time)) }
        }
        firstTime = min(firstTime ?? packet.time, packet.time)
        lastTime = max(lastTime ?? packet.time, packet.time)
        return notice
    }

    /// - Parameter captured: Bytes of its packet that were captured.
    /// - Returns: What the segment is the first to show.
    mutating func note(_ segment: Segment, captured: Int) -> CaptureNotice? {
        tcpSegments += 1
        let missing = segment.payloadLength - segment.payload.count
        guard missing > 0 else { return nil }
        cutPackets += 1
        cutBytes += missing
        guard cutPackets == 1 else { return nil }
        return .packetsCut(
            captured: segment.payload.count, length: segment.payloadLength, snapLength: captured,
            port: min(segment.source.port, segment.destination.port))
    }
}
