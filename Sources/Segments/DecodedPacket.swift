import Bytes
import Packets

/// What a packet tells for itself, without those before it. It holds nothing that is counted, so that it is made,
/// handed on and forgotten for the price of its bytes.
public struct DecodedPacket: Sendable {
    /// What the packet turned out to be; `.fragment` where it is for a `PacketDecoder` that knows its other parts.
    public var verdict: PacketVerdict
    /// The TCP segment in it; its payload is a range of the packet's bytes.
    public var segment: Segment?

    init(_ verdict: PacketVerdict) { self.verdict = verdict }

    init(_ segment: Segment) {
        verdict = .tcp
        self.segment = segment
    }
}

/// Decodes packets as far as each goes alone, ahead of whoever looks at them in order.
public struct PacketsDecodedAhead: PacketPreparation {
    private var decoder = PacketDecoder()

    /// As the decoder that will be asked about fragments.
    public init() {}

    /// Decodes one packet.
    public mutating func prepare(_ packet: Packet, _ bytes: RawSpan) -> DecodedPacket {
        decoder.decodeAlone(packet, bytes)
    }
}
