/// A piece of an IP datagram, as its IP header describes it.
struct Fragment {
    /// What fragments of the same datagram have in common.
    struct Key: Hashable {
        var source: Address
        var destination: Address
        var identification: UInt32
        /// 0 in IPv6, where it is not part of the identity.
        var protocolNumber: UInt8
        var tunnel: Encapsulation.Tunnel
        var tunnelID: UInt32

    }

    var key: Key
    /// Of its first byte in the datagram.
    var offset: Int
    var isLast: Bool
    /// What the datagram is, by its first fragment's header.
    var protocolNumber: UInt8

    var isIPv6: Bool { key.source.isIPv6 }

    /// The part that `envelope` speaks of, if it speaks of one.
    init?(protocolNumber: UInt8, _ envelope: Envelope) {
        guard let part = envelope.part else { return nil }
        let isIPv6 = envelope.source.isIPv6
        key = Key(
            source: envelope.source, destination: envelope.destination, identification: part.identification,
            // RFC 8200 § 4.5: in IPv6 the number that follows is not part of a datagram's identity.
            protocolNumber: isIPv6 ? 0 : protocolNumber, tunnel: envelope.encapsulation.tunnel,
            tunnelID: envelope.encapsulation.tunnelID)
        offset = Int(part.offset)
        isLast = part.isLast
        self.protocolNumber = protocolNumber
    }
}
