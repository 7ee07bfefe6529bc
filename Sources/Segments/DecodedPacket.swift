import Bytes
import Packets

/// What a packet tells for itself, without those before it. It holds nothing that is counted, so that it costs no more
/// than its bytes.
public struct DecodedPacket: Sendable {
    /// What the packet turned out to be; `.fragment` where it is for a `PacketDecoder` that knows its other parts.
    public var verdict: PacketVerdict
    /// The TCP segment in it, where the verdict is `.tcp`; its payload is a range of the packet's bytes.
    public var segment: Segment

    /// A packet of which nothing is known.
    static let blank = DecodedPacket(
        verdict: .unknownLinkType,
        segment: Segment(
            source: Endpoint(address: Address(ipv4: 0), port: 0),
            destination: Endpoint(address: Address(ipv4: 0), port: 0), sequence: 0, flags: [], payload: 0..<0))
}

/// Decodes packets as far as each goes alone, ahead of whoever looks at them in order.
public struct PacketsDecodedAhead: PacketPreparation {
    private var decoder = PacketDecoder()

    /// What nothing was decoded into.
    public static var blank: DecodedPacket { .blank }

    /// A decoder that has seen nothing. It compares checksums, as a fresh `PacketDecoder` does.
    public init() {}

    /// Decodes one packet.
    public mutating func prepare(_ packet: Packet, _ bytes: RawSpan, into prepared: inout DecodedPacket) {
        decoder.decodeAlone(packet, bytes, into: &prepared)
    }
}
