import Packets
import Segments
import TestSupport
import Testing

/// A packet with the same TCP segment inside, in one of the ways in which such a packet is wrapped.
struct SamplePacket: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var linkType: LinkType
    var bytes: [UInt8]
    /// What the decoder should tell of the wrapping.
    var encapsulation = Encapsulation()
    var isIPv6 = false
    /// The checksum can be verified.
    var hasChecksum = true

    init(
        _ name: String, _ linkType: LinkType, _ bytes: [UInt8], isIPv6: Bool = false, hasChecksum: Bool = true,
        _ change: (inout Encapsulation) -> Void = { _ in }
    ) {
        testDescription = name
        self.linkType = linkType
        self.bytes = bytes
        self.isIPv6 = isIPv6
        self.hasChecksum = hasChecksum
        change(&encapsulation)
    }

    static let client = Endpoint(address: Address(ipv4: 0x0a00_0001), port: 50_000)
    static let server = Endpoint(address: Address(ipv4: 0x0a00_0002), port: 1935)
    static let client6 = Endpoint(address: Address(ipv6High: 0xfd00 << 48, low: 1), port: 50_000)
    static let server6 = Endpoint(address: Address(ipv6High: 0xfd00 << 48, low: 2), port: 1935)
    /// The ends of a tunnel.
    static let left = Address(ipv4: 0xc0a8_0001)
    static let right = Address(ipv4: 0xc0a8_0002)
    static let payload: [UInt8] = [3, 0, 1, 2, 4, 0, 9, 0, 0x7c]

    static let segment = PacketBuilder.tcp(
        from: client, to: server, sequence: 0x1020_3040, acknowledgement: 0x5060_7080, flags: [.ack, .psh],
        window: 512, payload: payload)
    static let segment6 = PacketBuilder.tcp(
        from: client6, to: server6, sequence: 0x1020_3040, acknowledgement: 0x5060_7080, flags: [.ack, .psh],
        window: 512, payload: payload)
    static let ipv4 = PacketBuilder.ipv4(6, from: client.address, to: server.address, segment)
    static let ipv6 = PacketBuilder.ipv6(6, from: client6.address, to: server6.address, segment6)
    static let ethernet = PacketBuilder.ethernet(0x0800, ipv4)

    static func extended(_ first: UInt8, _ headers: [UInt8]) -> [UInt8] {
        PacketBuilder.ipv6(first, from: client6.address, to: server6.address, headers + segment6)
    }

    static func tunnel(_ protocolNumber: UInt8, _ inside: [UInt8]) -> [UInt8] {
        PacketBuilder.ethernet(0x0800, PacketBuilder.ipv4(protocolNumber, from: left, to: right, inside))
    }

    static func overUDP(_ port: UInt16, _ inside: [UInt8]) -> [UInt8] {
        tunnel(
            17,
            PacketBuilder.udp(
                from: Endpoint(address: left, port: 49_152), to: Endpoint(address: right, port: port),
                payload: inside))
    }

    // MARK: Links

    static let links = [
        SamplePacket("Ethernet", .ethernet, ethernet),
        SamplePacket("Ethernet, IPv6", .ethernet, PacketBuilder.ethernet(0x86dd, ipv6), isIPv6: true),
        SamplePacket("Ethernet with a trailer", .ethernet, ethernet + [0xee, 0xee, 0xee, 0xee]),
        SamplePacket("802.1Q", .ethernet, PacketBuilder.ethernet(0x0800, ipv4, vlans: [42])) { $0.outerVLAN = 42 },
        SamplePacket("QinQ", .ethernet, PacketBuilder.ethernet(0x0800, ipv4, vlans: [7, 42])) {
            $0.outerVLAN = 7
            $0.innerVLAN = 42
        },
        SamplePacket("four tags", .ethernet, PacketBuilder.ethernet(0x0800, ipv4, vlans: [1, 2, 3, 4])) {
            $0.outerVLAN = 1
            $0.innerVLAN = 4
        },
        // 802.3 length, LLC AA AA 03, SNAP with organization 0 and an Ethertype.
        SamplePacket(
            "LLC and SNAP", .ethernet,
            PacketBuilder.ethernet(UInt16(8 + ipv4.count), [0xaa, 0xaa, 3, 0, 0, 0, 8, 0] + ipv4)),
        SamplePacket(
            "LLC with IP", .ethernet, PacketBuilder.ethernet(UInt16(3 + ipv4.count), [0x06, 0x06, 3] + ipv4)),
        // Version and type, code 0, session, length, PPP protocol.
        SamplePacket(
            "PPPoE", .ethernet,
            PacketBuilder.ethernet(0x8864, [0x11, 0, 0x12, 0x34, 0, UInt8(ipv4.count + 2), 0, 0x21] + ipv4)
        ) { $0.pppoeSession = 0x1234 },
        SamplePacket(
            "PPPoE in a VLAN, IPv6", .ethernet,
            PacketBuilder.ethernet(
                0x8864, [0x11, 0, 0, 9, 0, UInt8(ipv6.count + 2), 0, 0x57] + ipv6, vlans: [100]), isIPv6: true
        ) {
            $0.outerVLAN = 100
            $0.pppoeSession = 9
        },
        SamplePacket("PPPoE as link type", .pppEthernet, [0x11, 0, 0, 1, 0, 0, 0, 0x21] + ipv4) {
            $0.pppoeSession = 1
        },
        // Labels 16 and 17 (bottom), TTL 64.
        SamplePacket(
            "MPLS", .ethernet, PacketBuilder.ethernet(0x8847, [0, 1, 0, 64, 0, 1, 0x11, 64] + ipv4)
        ) { $0.mplsLabel = 17 },
        SamplePacket(
            "MPLS pseudowire", .ethernet,
            PacketBuilder.ethernet(0x8847, [0, 1, 1, 64] + [0, 0, 0, 0] + ethernet)
        ) { $0.mplsLabel = 16 },
        // Unicast to us, loopback, 6 bytes of address, Ethertype.
        SamplePacket(
            "Linux SLL", .linuxSLL, [0, 0, 3, 4, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0] + ipv4),
        SamplePacket(
            "Linux SLL with a VLAN tag", .linuxSLL,
            [0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0x81, 0, 0, 5, 8, 0] + ipv4
        ) { $0.outerVLAN = 5 },
        SamplePacket(
            "Linux SLL2", .linuxSLL2,
            [8, 0, 0, 0, 0, 0, 0, 1, 3, 4, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0] + ipv4),
        SamplePacket("NULL, little-endian", .null, [2, 0, 0, 0] + ipv4),
        SamplePacket("NULL, big-endian", .null, [0, 0, 0, 2] + ipv4),
        SamplePacket("NULL, macOS IPv6", .null, [30, 0, 0, 0] + ipv6, isIPv6: true),
        SamplePacket("NULL, FreeBSD IPv6", .null, [28, 0, 0, 0] + ipv6, isIPv6: true),
        SamplePacket("NULL, OpenBSD IPv6", .null, [24, 0, 0, 0] + ipv6, isIPv6: true),
        SamplePacket("LOOP", .loop, [0, 0, 0, 2] + ipv4),
        SamplePacket("raw IPv4", .raw, ipv4),
        SamplePacket("raw IPv6", .raw, ipv6, isIPv6: true),
        SamplePacket("raw IP as 12", .rawBSD, ipv4),
        SamplePacket("raw IP as 14", .rawOpenBSD, ipv6, isIPv6: true),
        SamplePacket("IPv4 as link type", .ipv4, ipv4),
        SamplePacket("IPv6 as link type", .ipv6, ipv6, isIPv6: true),
        SamplePacket("PPP", .ppp, [0xff, 3, 0, 0x21] + ipv4),
        SamplePacket("PPP, address compressed", .ppp, [0, 0x21] + ipv4),
        SamplePacket("PPP, protocol compressed", .ppp, [0x21] + ipv4),
        SamplePacket("PPP, protocol compressed, IPv6", .pppHDLC, [0xff, 3, 0x57] + ipv6, isIPv6: true),
        SamplePacket("PPP with MPLS", .ppp, [0xff, 3, 2, 0x81, 0, 1, 1, 64] + ipv4) { $0.mplsLabel = 16 },
        SamplePacket("Cisco HDLC", .ciscoHDLC, [0x0f, 0, 8, 0] + ipv4),
        SamplePacket("Cisco HDLC on a PPP line", .pppHDLC, [0x0f, 0, 8, 0] + ipv4),
    ]

    // MARK: IP

    static let internet = [
        SamplePacket(
            "IPv4 with options", .raw,
            // Record route, 7 bytes; end.
            PacketBuilder.ipv4(
                6, from: client.address, to: server.address, options: [7, 7, 4, 0, 0, 0, 0, 0], segment)),
        SamplePacket(
            "IPv4 of length 0", .raw,
            PacketBuilder.ipv4(6, from: client.address, to: server.address, totalLength: 0, segment)),
        SamplePacket(
            "IPv6 of length 0", .raw,
            PacketBuilder.ipv6(6, from: client6.address, to: server6.address, payloadLength: 0, segment6),
            isIPv6: true),
        SamplePacket(
            "IPv6 jumbogram", .raw,
            PacketBuilder.ipv6(
                0, from: client6.address, to: server6.address, payloadLength: 0,
                [6, 0, 0xc2, 4] + PacketBuilder.u32(UInt32(8 + segment6.count)) + segment6 + [0xee]), isIPv6: true),
        // Next header 60, no more than 8 bytes, PadN; destination options.
        SamplePacket(
            "IPv6 with options", .raw, extended(0, [60, 0, 1, 4, 0, 0, 0, 0] + [6, 0, 0, 0, 1, 2, 0, 0]),
            isIPv6: true),
        SamplePacket(
            "IPv6 with a routing header", .raw,
            extended(43, [6, 2, 0, 1] + [UInt8](repeating: 0, count: 20)), isIPv6: true, hasChecksum: false),
        SamplePacket(
            "IPv6 with a routing header at its end", .raw,
            extended(43, [6, 2, 0, 0] + [UInt8](repeating: 0, count: 20)), isIPv6: true),
        // Length 4 means 24 bytes.
        SamplePacket(
            "IPv6 authentication header", .raw, extended(51, [6, 4] + [UInt8](repeating: 1, count: 22)), isIPv6: true),
        SamplePacket(
            "IPv4 authentication header", .raw,
            PacketBuilder.ipv4(
                51, from: client.address, to: server.address, [6, 4] + [UInt8](repeating: 1, count: 22) + segment)),
        SamplePacket(
            "IPv6 atomic fragment", .raw, extended(44, [6, 0, 0, 0, 1, 2, 3, 4]), isIPv6: true),
    ]

    // MARK: Tunnels

    static let tunnels = [
        SamplePacket("IPv4 in IPv4", .ethernet, tunnel(4, ipv4)) { $0.tunnel = .ipInIP },
        SamplePacket("IPv6 in IPv4", .ethernet, tunnel(41, ipv6), isIPv6: true) { $0.tunnel = .ipInIP },
        SamplePacket("MPLS in IPv4", .ethernet, tunnel(137, [0, 1, 1, 64] + ipv4)) {
            $0.tunnel = .ipInIP
            $0.mplsLabel = 16
        },
        SamplePacket("GRE", .ethernet, tunnel(47, [0, 0, 8, 0] + ipv4)) { $0.tunnel = .gre },
        // Checksum, key and sequence number present.
        SamplePacket(
            "GRE with all fields", .ethernet,
            tunnel(47, [0xb0, 0, 8, 0, 0xab, 0xcd, 0, 0, 0, 0, 0x30, 0x39, 0, 0, 0, 1] + ipv4)
        ) {
            $0.tunnel = .gre
            $0.tunnelID = 12_345
        },
        SamplePacket("GRE with Ethernet", .ethernet, tunnel(47, [0, 0, 0x65, 0x58] + ethernet)) { $0.tunnel = .gre },
        SamplePacket("ERSPAN I", .ethernet, tunnel(47, [0, 0, 0x88, 0xbe] + ethernet)) { $0.tunnel = .gre },
        SamplePacket(
            "ERSPAN II", .ethernet,
            tunnel(47, [0x10, 0, 0x88, 0xbe, 0, 0, 0, 1] + [0x10, 1, 0, 1, 0, 0, 0, 0] + ethernet)
        ) { $0.tunnel = .gre },
        SamplePacket(
            "ERSPAN III", .ethernet,
            tunnel(47, [0x10, 0, 0x22, 0xeb, 0, 0, 0, 1] + [UInt8](repeating: 0x20, count: 12) + ethernet)
        ) { $0.tunnel = .gre },
        SamplePacket(
            "ERSPAN III with a subheader", .ethernet,
            tunnel(47, [0x10, 0, 0x22, 0xeb, 0, 0, 0, 1] + [UInt8](repeating: 0x21, count: 20) + ethernet)
        ) { $0.tunnel = .gre },
        // Version 1: key and sequence present, payload length, call id, sequence.
        SamplePacket(
            "PPTP", .ethernet,
            tunnel(47, [0x30, 1, 0x88, 0x0b, 0, 60, 0, 7, 0, 0, 0, 1] + [0xff, 3, 0, 0x21] + ipv4)
        ) { $0.tunnel = .gre },
        SamplePacket("VXLAN", .ethernet, overUDP(4789, [8, 0, 0, 0, 0, 0x12, 0x34, 0] + ethernet)) {
            $0.tunnel = .vxlan
            $0.tunnelID = 0x1234
        },
        SamplePacket("VXLAN on Linux's old port", .ethernet, overUDP(8472, [8, 0, 0, 0, 0, 0, 1, 0] + ethernet)) {
            $0.tunnel = .vxlan
            $0.tunnelID = 1
        },
        // One option of 4 bytes.
        SamplePacket(
            "Geneve", .ethernet, overUDP(6081, [1, 0, 0x65, 0x58, 0, 0, 5, 0] + [1, 2, 3, 4] + ethernet)
        ) {
            $0.tunnel = .geneve
            $0.tunnelID = 5
        },
        SamplePacket("Geneve with IP", .ethernet, overUDP(6081, [0, 0, 8, 0, 0, 0, 5, 0] + ipv4)) {
            $0.tunnel = .geneve
            $0.tunnelID = 5
        },
        SamplePacket("GTP-U", .ethernet, overUDP(2152, [0x30, 0xff, 0, 60, 1, 2, 3, 4] + ipv4)) { $0.tunnel = .gtpU },
        // Sequence number and N-PDU, next extension 0x85, of 4 bytes; then none.
        SamplePacket(
            "GTP-U with extension headers", .ethernet,
            overUDP(2152, [0x36, 0xff, 0, 60, 1, 2, 3, 4] + [0, 1, 0, 0x85] + [1, 0, 9, 0] + ipv4)
        ) { $0.tunnel = .gtpU },
        SamplePacket(
            "four tunnels", .ethernet,
            tunnel(4, tunneled(47, [0, 0, 0x08, 0] + tunneled(4, tunneled(47, [0x20, 0, 8, 0, 0, 0, 0, 6] + ipv4))))
        ) {
            $0.tunnel = .gre
            $0.tunnelID = 6
        },
    ]

    static func tunneled(_ protocolNumber: UInt8, _ inside: [UInt8]) -> [UInt8] {
        PacketBuilder.ipv4(protocolNumber, from: left, to: right, inside)
    }

    static let all = links + internet + tunnels
}
