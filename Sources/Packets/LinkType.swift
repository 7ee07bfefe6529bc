/// What a packet's first bytes are: the LINKTYPE value of the capture file, as tcpdump.org registers them.
public struct LinkType: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt16

    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let null = LinkType(rawValue: 0)
    public static let ethernet = LinkType(rawValue: 1)
    public static let ppp = LinkType(rawValue: 9)
    /// DLT_RAW as some systems write it into files; the registered value is 101.
    public static let rawBSD = LinkType(rawValue: 12)
    public static let rawOpenBSD = LinkType(rawValue: 14)
    public static let pppHDLC = LinkType(rawValue: 50)
    public static let pppEthernet = LinkType(rawValue: 51)
    public static let raw = LinkType(rawValue: 101)
    public static let ciscoHDLC = LinkType(rawValue: 104)
    public static let loop = LinkType(rawValue: 108)
    public static let linuxSLL = LinkType(rawValue: 113)
    public static let ipv4 = LinkType(rawValue: 228)
    public static let ipv6 = LinkType(rawValue: 229)
    public static let linuxSLL2 = LinkType(rawValue: 276)
}

extension LinkType: CustomStringConvertible {
    public var description: String {
        switch self {
        case .null: "Null"
        case .ethernet: "Ethernet"
        case .ppp, .pppHDLC: "PPP"
        case .pppEthernet: "PPPoE"
        case .raw, .rawBSD, .rawOpenBSD: "raw IP"
        case .ciscoHDLC: "Cisco HDLC"
        case .loop: "Loop"
        case .linuxSLL: "Linux SLL"
        case .linuxSLL2: "Linux SLL2"
        case .ipv4: "raw IPv4"
        case .ipv6: "raw IPv6"
        default: "link type \(rawValue)"
        }
    }
}
