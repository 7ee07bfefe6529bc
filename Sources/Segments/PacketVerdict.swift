import Bytes

/// What a packet turned out to be. Every packet gets one, so that all of a capture is accounted for.
public enum PacketVerdict: Equatable, Sendable {
    /// A TCP segment was delivered.
    case tcp
    case udp
    /// IP with another protocol inside, by its number (1 ICMP, 50 ESP, 59 nothing).
    case otherIP(UInt8)
    /// A fragment that waits for the others, or was thrown away; `FragmentCounts` tells which.
    case fragment
    /// No IP, by its Ethertype; by the PPP protocol in PPP, by the frame's length where an LLC frame has no Ethertype.
    case notIP(UInt16)
    case unknownLinkType
    /// The bytes are not what the layer before them said, or were captured too short to tell.
    case malformed(Layer, DecodeError)

    /// Where in a packet something was wrong.
    public enum Layer: String, Sendable {
        case link = "link layer"
        case vlan = "VLAN tag"
        case llc = "LLC"
        case ppp = "PPP"
        case pppoe = "PPPoE"
        case mpls = "MPLS"
        case ip = "IP"
        case ipv4 = "IPv4"
        case ipv6 = "IPv6"
        case authentication = "IP authentication header"
        case gre = "GRE"
        case udp = "UDP"
        case vxlan = "VXLAN"
        case geneve = "Geneve"
        case gtpU = "GTP-U"
        case tcp = "TCP"
    }
}

extension PacketVerdict: CustomStringConvertible {
    /// A few words, such as "IP protocol 1".
    public var description: String {
        switch self {
        case .tcp: "TCP"
        case .udp: "UDP"
        case .otherIP(let number): "IP protocol \(number)"
        case .fragment: "IP fragment"
        case .notIP(let number): "not IP: 0x\(String(number, radix: 16))"
        case .unknownLinkType: "unknown link type"
        case .malformed(let layer, let error): "malformed \(layer.rawValue) \(error)"
        }
    }
}
