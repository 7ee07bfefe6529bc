/// What comes next in a packet, as the layer read last says.
///
/// Small enough for a register: it is handed on several times a packet.
enum InnerLayer {
    case ethernet
    case etherType(UInt16)
    case llc(frameLength: UInt16)
    case ppp
    case pppHDLC
    case pppoe
    case mpls
    /// IP of the version that its first four bits tell.
    case ip
    case ipv4
    case ipv6
    /// An IPv6 extension header or what follows the last one.
    case ipv6Chain(UInt8)
    /// A part of a datagram of this protocol; the envelope says which part.
    case fragment(UInt8)
    case transport(UInt8)
    // The ends.
    case udp
    case otherIP(UInt8)
    case notIP(UInt16)
}
