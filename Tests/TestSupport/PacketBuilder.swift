import Bytes
import Packets
import Segments

/// Packets as bytes, layer by layer from the inside out, with right lengths and checksums.
///
///     let segment = PacketBuilder.tcp(from: client, to: server, sequence: 1, payload: [3])
///     let packet = PacketBuilder.ip(6, from: client.address, to: server.address, segment)
///     let frame = PacketBuilder.ethernet(0x0800, packet)
public enum PacketBuilder {
    // MARK: TCP and UDP

    /// A TCP segment. `options` must be a multiple of four bytes; a given `checksum` is written as it is.
    public static func tcp(
        from source: Endpoint, to destination: Endpoint, sequence: UInt32 = 0, acknowledgement: UInt32 = 0,
        flags: Segment.Flags = [.ack], window: UInt16 = 0xffff, options: [UInt8] = [], checksum: UInt16? = nil,
        payload: [UInt8] = []
    ) -> [UInt8] {
        precondition(options.count % 4 == 0 && options.count <= 40)
        var bytes = u16(source.port) + u16(destination.port) + u32(sequence) + u32(acknowledgement)
        bytes += [UInt8((5 + options.count / 4) << 4), flags.rawValue] + u16(window) + [0, 0, 0, 0]
        bytes += options + payload
        let sum = checksum ?? transportChecksum(6, from: source.address, to: destination.address, bytes)
        bytes.replaceSubrange(16..<18, with: u16(sum))
        return bytes
    }

    /// A UDP datagram.
    public static func udp(from source: Endpoint, to destination: Endpoint, payload: [UInt8]) -> [UInt8] {
        var bytes = u16(source.port) + u16(destination.port) + u16(UInt16(8 + payload.count)) + [0, 0] + payload
        let sum = transportChecksum(17, from: source.address, to: destination.address, bytes)
        bytes.replaceSubrange(6..<8, with: u16(sum == 0 ? 0xffff : sum))
        return bytes
    }

    // MARK: IP

    /// An IPv4 or IPv6 packet, by the kind of the addresses.
    public static func ip(
        _ protocolNumber: UInt8, from source: Address, to destination: Address, _ payload: [UInt8]
    ) -> [UInt8] {
        source.isIPv6
            ? ipv6(protocolNumber, from: source, to: destination, payload)
            : ipv4(protocolNumber, from: source, to: destination, payload)
    }

    /// An IPv4 packet; with `fragmentOffset` (a multiple of 8) or `moreFragments` it is a fragment.
    public static func ipv4(
        _ protocolNumber: UInt8, from source: Address, to destination: Address, identification: UInt16 = 1,
        fragmentOffset: Int = 0, moreFragments: Bool = false, options: [UInt8] = [], totalLength: UInt16? = nil,
        _ payload: [UInt8]
    ) -> [UInt8] {
        precondition(options.count % 4 == 0 && options.count <= 40 && fragmentOffset % 8 == 0)
        let headerSize = 20 + options.count
        var header: [UInt8] = [0x40 | UInt8(headerSize / 4), 0]
        header += u16(totalLength ?? UInt16(headerSize + payload.count)) + u16(identification)
        header += u16(UInt16(fragmentOffset / 8) | (moreFragments ? 0x2000 : 0))
        header += [64, protocolNumber, 0, 0] + bytes(of: source) + bytes(of: destination) + options
        header.replaceSubrange(10..<12, with: u16(~sum(header)))
        return header + payload
    }

    /// An IPv6 packet; extension headers stand at the start of `payload`.
    public static func ipv6(
        _ nextHeader: UInt8, from source: Address, to destination: Address, payloadLength: UInt16? = nil,
        _ payload: [UInt8]
    ) -> [UInt8] {
        [0x60, 0, 0, 0] + u16(payloadLength ?? UInt16(payload.count)) + [nextHeader, 64]
            + bytes(of: source) + bytes(of: destination) + payload
    }

    /// An IPv6 fragment header and the part of the datagram that it is for.
    public static func ipv6Fragment(
        _ nextHeader: UInt8, offset: Int, more: Bool, identification: UInt32, _ part: [UInt8]
    ) -> [UInt8] {
        precondition(offset % 8 == 0)
        return [nextHeader, 0] + u16(UInt16(offset) | (more ? 1 : 0)) + u32(identification) + part
    }

    // MARK: Links

    /// An Ethernet frame, padded to 60 bytes as the wire has it where `padded` is set.
    public static func ethernet(
        _ etherType: UInt16, _ payload: [UInt8], vlans: [UInt16] = [], padded: Bool = false
    ) -> [UInt8] {
        var frame: [UInt8] = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1]
        for (index, id) in vlans.enumerated() { frame += u16(index + 1 < vlans.count ? 0x88a8 : 0x8100) + u16(id) }
        frame += u16(etherType) + payload
        if padded, frame.count < 60 { frame += [UInt8](repeating: 0xee, count: 60 - frame.count) }
        return frame
    }

    /// The whole way: TCP in IP in an untagged Ethernet frame.
    public static func frame(
        from source: Endpoint, to destination: Endpoint, sequence: UInt32 = 0, acknowledgement: UInt32 = 0,
        flags: Segment.Flags = [.ack], window: UInt16 = 0xffff, options: [UInt8] = [], checksum: UInt16? = nil,
        payload: [UInt8] = []
    ) -> [UInt8] {
        let segment = tcp(
            from: source, to: destination, sequence: sequence, acknowledgement: acknowledgement, flags: flags,
            window: window, options: options, checksum: checksum, payload: payload)
        return ethernet(
            source.address.isIPv6 ? 0x86dd : 0x0800,
            ip(6, from: source.address, to: destination.address, segment))
    }

    // MARK: Numbers

    /// In network order.
    public static func u16(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xff)] }

    /// In network order.
    public static func u32(_ value: UInt32) -> [UInt8] {
        u16(UInt16(value >> 16)) + u16(UInt16(value & 0xffff))
    }

    /// In network order.
    public static func u64(_ value: UInt64) -> [UInt8] {
        u32(UInt32(value >> 32)) + u32(UInt32(value & 0xffff_ffff))
    }

    /// 4 or 16 bytes.
    public static func bytes(of address: Address) -> [UInt8] {
        address.isIPv6 ? u64(address.high) + u64(address.low) : u32(UInt32(address.low))
    }

    /// The checksum of TCP or UDP over the pseudo header (RFC 9293 § 3.1, RFC 8200 § 8.1) and the segment, whose own
    /// checksum field must be zero.
    public static func transportChecksum(
        _ protocolNumber: UInt8, from source: Address, to destination: Address, _ segment: [UInt8]
    ) -> UInt16 {
        let pseudo =
            bytes(of: source) + bytes(of: destination) + u32(UInt32(segment.count)) + [0, 0, 0, protocolNumber]
        return ~sum(pseudo + segment)
    }

    /// RFC 1071, word by word.
    private static func sum(_ bytes: [UInt8]) -> UInt16 {
        var sum: UInt32 = 0
        for index in stride(from: 0, to: bytes.count, by: 2) {
            sum += UInt32(bytes[index]) << 8 | (index + 1 < bytes.count ? UInt32(bytes[index + 1]) : 0)
            sum = sum & 0xffff + sum >> 16
        }
        return UInt16(sum)
    }
}
