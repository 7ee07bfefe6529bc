import Packets

/// Noting what a packet is made of, as its layers are read.
extension PacketDecoder {
    mutating func noteLink(_ linkType: LinkType) {
        switch linkType {
        case .linuxSLL: noted(.linuxSLL, 0)
        case .linuxSLL2: noted(.linuxSLL2, 0)
        default: break
        }
    }

    /// - Parameter position: In the bytes that are read: those of a datagram put together are not the packet's.
    mutating func note(_ layer: InnerLayer, _ position: Int, _ envelope: Envelope) {
        let isDatagram = envelope.encapsulation.wasFragmented
        switch layer {
        case .ethernet: noted(.ethernet, position, inDatagram: isDatagram)
        case .ipv4: noted(.ipv4, position, inDatagram: isDatagram)
        case .ipv6: noted(.ipv6, position, inDatagram: isDatagram)
        case .transport(6): noted(.tcp, position, inDatagram: isDatagram)
        case .transport(17): noted(.udp, position, inDatagram: isDatagram)
        case .transport(47): noted(.gre, position, inDatagram: isDatagram)
        case .otherIP(1): noted(.icmp, position, inDatagram: isDatagram)
        case .otherIP(58): noted(.icmpv6, position, inDatagram: isDatagram)
        case .otherIP(let number): noted(.other(UInt16(number)), position, inDatagram: isDatagram)
        case .notIP(let number): noted(.other(number), position, inDatagram: isDatagram)
        case .etherType, .llc, .ppp, .pppHDLC, .pppoe, .mpls, .ip, .ipv6Chain, .fragment, .transport, .udp: break
        }
    }

    private mutating func noted(_ kind: PacketLayer.Kind, _ position: Int, inDatagram: Bool = false) {
        noteLayer(PacketLayer(kind: kind, position: position), inDatagram: inDatagram)
    }
}
