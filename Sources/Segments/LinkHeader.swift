import Bytes
import Packets

/// The headers in front of IP on links: Ethernet and its tags, cooked captures, loopback.
enum LinkHeader {
    /// The most VLAN tags; two are common (QinQ).
    static let mostVLANTags = 4

    /// Reads what a capture file's link type says; `nil` for a link type that is not known here.
    static func first(
        _ linkType: LinkType, _ reader: inout ByteReader
    ) throws(DecodeError) -> InnerLayer? {
        switch linkType {
        case .ethernet: return .ethernet
        case .raw, .rawBSD, .rawOpenBSD: return .ip
        case .ipv4: return .ipv4
        case .ipv6: return .ipv6
        case .ppp: return .ppp
        case .pppHDLC: return .pppHDLC
        case .pppEthernet: return .pppoe
        case .null, .loop: return try loopback(&reader)
        case .ciscoHDLC: return try ciscoHDLC(&reader)
        case .linuxSLL:
            // Packet type, ARPHRD, address length, address.
            try reader.skip(14)
            return try cooked(protocolNumber: reader.u16())
        case .linuxSLL2:
            let number = try reader.u16()
            // Reserved, interface index, ARPHRD, packet type, address length, address.
            try reader.skip(18)
            return cooked(protocolNumber: number)
        default: return nil
        }
    }

    static func ethernet(_ reader: inout ByteReader) throws(DecodeError) -> InnerLayer {
        var header = try reader.limited(to: 14)
        try header.skip(12)
        return .etherType(try header.u16())
    }

    /// What an Ethertype announces; up to 1500 it is the length of an IEEE 802.3 frame.
    static func etherType(
        _ type: UInt16, _ reader: inout ByteReader, _ envelope: inout Envelope
    ) throws(DecodeError) -> InnerLayer {
        switch type {
        case 0x0800: return .ipv4
        case 0x86dd: return .ipv6
        case 0x8100, 0x88a8, 0x9100, 0x9200: return try vlan(&reader, &envelope)
        case 0x8864: return .pppoe
        case 0x8847, 0x8848: return .mpls
        case 0...1500: return .llc(frameLength: type)
        default: return .notIP(type)
        }
    }

    /// IEEE 802.1Q: priority and VLAN id, then the Ethertype of what is tagged.
    private static func vlan(
        _ reader: inout ByteReader, _ envelope: inout Envelope
    ) throws(DecodeError) -> InnerLayer {
        envelope.layer = .vlan
        guard envelope.vlanTags < mostVLANTags else {
            throw DecodeError(.limit(what: "number of VLAN tags", bound: mostVLANTags), at: reader.position)
        }
        let id = try reader.u16() & 0x0fff
        if envelope.encapsulation.outerVLAN == 0 {
            envelope.encapsulation.outerVLAN = id
        } else {
            envelope.encapsulation.innerVLAN = id
        }
        envelope.vlanTags += 1
        return .etherType(try reader.u16())
    }

    /// IEEE 802.2 LLC, with SNAP where an Ethertype follows.
    static func llc(frameLength: UInt16, _ reader: inout ByteReader) throws(DecodeError) -> InnerLayer {
        let access = try reader.u16()
        let control = try reader.u8()
        switch (access, control) {
        case (0xaaaa, 0x03):
            // 000000 means Ethertypes, 0000F8 the same across bridges (802.1H).
            let organization = try reader.u24()
            let type = try reader.u16()
            return organization == 0 || organization == 0xf8 ? .etherType(type) : .notIP(type)
        case (0x0606, 0x03): return .ipv4
        default: return .notIP(frameLength)
        }
    }

    /// Linux cooked captures: an Ethertype, or a small number of Linux's own.
    private static func cooked(protocolNumber: UInt16) -> InnerLayer {
        switch protocolNumber {
        // ETH_P_802_2.
        case 0x0004: .llc(frameLength: protocolNumber)
        case 0...1500: .notIP(protocolNumber)
        default: .etherType(protocolNumber)
        }
    }

    /// An address family in the byte order of the machine that captured (NULL), or in network order (LOOP).
    private static func loopback(_ reader: inout ByteReader) throws(DecodeError) -> InnerLayer {
        let value = try reader.u32()
        let family = value > 0xffff ? value.byteSwapped : value
        switch family {
        case 2: return .ipv4
        // Linux 10, Windows 23, NetBSD and OpenBSD 24, FreeBSD 28, macOS 30.
        case 10, 23, 24, 28, 30: return .ipv6
        default: return .notIP(UInt16(truncatingIfNeeded: family))
        }
    }

    static func ciscoHDLC(_ reader: inout ByteReader) throws(DecodeError) -> InnerLayer {
        // Address and control.
        try reader.skip(2)
        return .etherType(try reader.u16())
    }
}
