/// One layer of a packet and where it begins, for those that change packets.
public struct PacketLayer: Equatable, Sendable {
    /// What has addresses, a checksum, or something to hide.
    public enum Kind: Equatable, Sendable {
        case ethernet
        case linuxSLL, linuxSLL2
        case ipv4, ipv6
        case tcp, udp, gre
        case icmp, icmpv6
        /// Another protocol, by the number that announces it: an IP protocol, an Ethertype.
        case other(UInt16)
        /// Not known: the layer before does not tell, or what it tells is wrong.
        case unknown
    }

    /// What it is.
    public var kind: Kind
    /// Of its first byte.
    public var position: Int
}

/// What a packet is made of, layer by layer.
public struct PacketAnatomy: Sendable {
    /// From the outside in, of the bytes of the packet itself.
    public var layers: [PacketLayer] = []
    /// Of the datagram that the packet completed, in its bytes.
    public var datagramLayers: [PacketLayer] = []
    /// Where the datagram's piece lies that the packet is, if it is a fragment; the layers end before it.
    public var fragment: Fragment?

    /// A piece of a datagram.
    public struct Fragment: Sendable {
        /// What fragments of the same datagram have in common, whatever it is.
        public var datagram: Int
        /// In the packet.
        public var range: Range<Int>
        /// In the datagram.
        public var offset: Int
    }
}
