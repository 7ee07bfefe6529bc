import Bytes
import Packets

/// Finds the TCP segment in a packet, under link layers, tags and tunnels, and puts IP fragments together.
///
/// It never fails: a packet that cannot be read is told so by its verdict and spoils no other. Flows are not known
/// here; nothing but incomplete datagrams is kept from one packet to the next.
public struct PacketDecoder {
    /// Compare TCP checksums of segments that were captured whole. Wrong ones are delivered all the same.
    public var verifyChecksums = true

    /// What may be held of incomplete datagrams.
    public var fragmentLimits: FragmentLimits {
        get { fragments.limits }
        set { fragments.limits = newValue }
    }

    /// What became of fragmented datagrams so far.
    public var fragmentCounts: FragmentCounts { fragments.counts }

    /// Note what each packet is made of, in `anatomy`.
    public var notesAnatomy = false
    /// Of the last packet, where it is noted.
    public private(set) var anatomy = PacketAnatomy()

    private var fragments = FragmentReassembler()

    /// A decoder that has seen nothing.
    public init() {}

    /// Decodes one packet.
    ///
    /// - Parameters:
    ///   - bytes: what was captured of it.
    ///   - deliver: gets the segment and the bytes in which its payload lies: the packet's own, or for a datagram
    ///     that this packet's fragment completed the datagram's. They are valid during the call only.
    public mutating func decode(
        _ packet: Packet, _ bytes: RawSpan, deliver: (Segment, RawSpan) -> Void
    ) -> PacketVerdict {
        var envelope = Envelope(wireEnd: max(packet.originalLength, bytes.byteCount))
        var reader = ByteReader(bytes)
        var decoded = DecodedPacket.blank
        decode(packet, &reader, of: bytes, &envelope, into: &decoded)
        if decoded.verdict == .tcp { deliver(decoded.segment, bytes) }
        guard let part = envelope.part, decoded.verdict == .fragment else { return decoded.verdict }
        do throws(DecodeError) {
            return try reassemble(part, &reader, of: bytes, &envelope, at: packet.time, deliver)
        } catch {
            return .malformed(envelope.layer, error)
        }
    }

    /// Decodes one packet without the others: a fragment is told as such, and nothing of it is kept.
    mutating func decodeAlone(_ packet: Packet, _ bytes: RawSpan, into decoded: inout DecodedPacket) {
        var envelope = Envelope(wireEnd: max(packet.originalLength, bytes.byteCount))
        var reader = ByteReader(bytes)
        decode(packet, &reader, of: bytes, &envelope, into: &decoded)
    }

    @inline(__always)
    private mutating func decode(
        _ packet: Packet, _ reader: inout ByteReader, of bytes: RawSpan, _ envelope: inout Envelope,
        into decoded: inout DecodedPacket
    ) {
        if notesAnatomy {
            anatomy = PacketAnatomy()
            noteLink(packet.linkType)
        }
        do throws(DecodeError) {
            if let first = try LinkHeader.first(packet.linkType, &reader) {
                try descend(into: first, &reader, of: bytes, &envelope, &decoded)
            } else {
                decoded.verdict = .unknownLinkType
            }
        } catch {
            decoded.verdict = .malformed(envelope.layer, error)
        }
    }

    mutating func noteLayer(_ layer: PacketLayer, inDatagram: Bool) {
        if inDatagram { anatomy.datagramLayers.append(layer) } else { anatomy.layers.append(layer) }
    }

    /// Call at the end of a capture, so that incomplete datagrams are counted.
    public mutating func finish() { fragments.finish() }

    /// Reads layer after layer, up to the last or to a fragment, into `decoded`, where it stays. Each takes bytes, is
    /// counted, or is the last, so this ends.
    private mutating func descend(
        into first: InnerLayer, _ reader: inout ByteReader, of bytes: RawSpan, _ envelope: inout Envelope,
        _ decoded: inout DecodedPacket
    ) throws(DecodeError) {
        var layer = first
        while true {
            if notesAnatomy { note(layer, reader.position, envelope) }
            switch layer {
            case .ethernet:
                envelope.layer = .link
                layer = try LinkHeader.ethernet(&reader)
            case .etherType(let type):
                layer = try LinkHeader.etherType(type, &reader, &envelope)
            case .llc(let frameLength):
                envelope.layer = .llc
                layer = try LinkHeader.llc(frameLength: frameLength, &reader)
            case .ppp:
                envelope.layer = .ppp
                layer = try PPPHeader.ppp(&reader)
            case .pppHDLC:
                envelope.layer = .ppp
                layer = try PPPHeader.pppHDLC(&reader)
            case .pppoe:
                envelope.layer = .pppoe
                layer = try PPPHeader.pppoe(&reader, &envelope)
            case .mpls:
                envelope.layer = .mpls
                layer = try PPPHeader.mpls(&reader, &envelope)
            case .ip:
                envelope.layer = .ip
                layer = try IPHeader.either(&reader)
            case .ipv4:
                envelope.layer = .ipv4
                layer = try IPHeader.ipv4(&reader, &envelope)
            case .ipv6:
                envelope.layer = .ipv6
                layer = try IPHeader.ipv6(&reader, &envelope)
            case .ipv6Chain(let number):
                layer = try IPHeader.ipv6Chain(number, &reader, &envelope)
            case .transport(6):
                envelope.layer = .tcp
                try TCPHeader.read(
                    &reader, of: bytes, envelope, verifyChecksum: verifyChecksums, into: &decoded.segment)
                decoded.verdict = .tcp
                return
            case .transport(let number):
                layer = try Self.transport(number, &reader, &envelope)
            case .fragment(let number):
                envelope.part?.protocolNumber = number
                decoded.verdict = .fragment
                return
            case .udp:
                decoded.verdict = .udp
                return
            case .otherIP(let number):
                decoded.verdict = .otherIP(number)
                return
            case .notIP(let number):
                decoded.verdict = .notIP(number)
                return
            }
        }
    }

    /// What an IP protocol other than TCP holds.
    private static func transport(
        _ number: UInt8, _ reader: inout ByteReader, _ envelope: inout Envelope
    ) throws(DecodeError) -> InnerLayer {
        switch number {
        case 4, 41, 137:
            try envelope.enter(.ipInIP, id: 0, at: reader.position)
            return number == 4 ? .ipv4 : number == 41 ? .ipv6 : .mpls
        case 17:
            envelope.layer = .udp
            try reader.skip(2)
            let port = try reader.u16()
            // Length and checksum.
            try reader.skip(4)
            return try TunnelHeader.overUDP(port: port, &reader, &envelope)
        case 47:
            return try TunnelHeader.gre(&reader, &envelope)
        case 51:
            envelope.layer = .authentication
            return .transport(try IPHeader.authentication(&reader))
        default:
            return .otherIP(number)
        }
    }

    /// Adds a fragment to its datagram, and reads on in that where it is whole.
    private mutating func reassemble(
        _ part: Envelope.Part, _ reader: inout ByteReader, of bytes: RawSpan, _ envelope: inout Envelope,
        at time: Timestamp, _ deliver: (Segment, RawSpan) -> Void
    ) throws(DecodeError) -> PacketVerdict {
        guard let fragment = Fragment(protocolNumber: part.protocolNumber, envelope) else { return .fragment }
        let range = reader.takeRest()
        if notesAnatomy, !envelope.encapsulation.wasFragmented {
            anatomy.fragment = PacketAnatomy.Fragment(
                datagram: fragment.key.hashValue, range: range, offset: fragment.offset)
        }
        let whole = fragments.receive(
            fragment, bytes.extracting(range), isWhole: range.upperBound == envelope.wireEnd, at: time)
        guard let whole else { return .fragment }
        try envelope.enterDatagram(of: whole.payload.count)
        let datagram = whole.payload.span.bytes
        var inner = ByteReader(datagram)
        let next: InnerLayer =
            fragment.isIPv6 ? .ipv6Chain(whole.protocolNumber) : .transport(whole.protocolNumber)
        var decoded = DecodedPacket.blank
        try descend(into: next, &inner, of: datagram, &envelope, &decoded)
        if decoded.verdict == .tcp { deliver(decoded.segment, datagram) }
        guard let part = envelope.part, decoded.verdict == .fragment else { return decoded.verdict }
        // What is inside may hold a tunnel and fragments again; the envelope counts, so this recursion is bounded.
        return try reassemble(part, &inner, of: datagram, &envelope, at: time, deliver)
    }
}
