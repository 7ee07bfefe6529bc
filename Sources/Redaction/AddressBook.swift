import Segments

/// Addresses and what stands for them, from the ranges for documentation (RFC 5737, RFC 3849): the same for the same
/// address, another for another.
struct AddressBook: Sendable {
    private var placeholders: [Address: Address] = [:]
    private var counts = [0, 0]
    private var texts: Set<[UInt8]> = []

    /// Addresses remembered; later ones become one.
    static let maximumAddresses = 1 << 20

    init() {}

    /// Different addresses so far.
    var count: Int { placeholders.count }

    mutating func placeholder(for address: Address) -> Address {
        if Self.isCommon(address) { return address }
        if let known = placeholders[address] { return known }
        guard placeholders.count < Self.maximumAddresses else { return Self.numbered(0, isIPv6: address.isIPv6) }
        if address.isIPv6, address.high == 0, address.low >> 32 == 0xffff {
            // An IPv4 address in the clothes of an IPv6 one.
            let inner = placeholder(for: Address(ipv4: UInt32(truncatingIfNeeded: address.low)))
            return Address(ipv6High: 0, low: 0xffff_0000_0000 | inner.low)
        }
        let kind = address.isIPv6 ? 1 : 0
        counts[kind] += 1
        let placeholder = Self.numbered(counts[kind], isIPv6: address.isIPv6)
        placeholders[address] = placeholder
        return placeholder
    }

    /// Those that mean nobody: unspecified, broadcast, multicast.
    private static func isCommon(_ address: Address) -> Bool {
        if address.isIPv6 { return address.high == 0 && address.low == 0 || address.high >> 56 == 0xff }
        return address.low == 0 || address.low == 0xffff_ffff || address.low >> 28 == 0xe
    }

    private static func numbered(_ number: Int, isIPv6: Bool) -> Address {
        if isIPv6 { return Address(ipv6High: 0x2001_0db8_0000_0000, low: UInt64(number)) }
        let networks: [UInt32] = [0xc000_0200, 0xc633_6400, 0xcb00_7100]
        let index = (number + 253) / 254 - 1
        if number > 0, index < networks.count {
            return Address(ipv4: networks[index] + UInt32((number - 1) % 254 + 1))
        }
        // Networks for benchmarks (RFC 2544), then what is reserved.
        return number < 1 << 17
            ? Address(ipv4: 0xc612_0000 + UInt32(number)) : Address(ipv4: 0xf000_0000 + UInt32(number))
    }

    /// Bytes of an Ethernet address, of which the first says whether it means more than one, become a number.
    private var stations: [[UInt8]: [UInt8]] = [:]

    mutating func station(_ bytes: [UInt8]) -> [UInt8] {
        // Multicast, and none.
        guard let first = bytes.first, first & 1 == 0, bytes.contains(where: { $0 != 0 }) else { return bytes }
        if let known = stations[bytes] { return known }
        guard stations.count < Self.maximumAddresses else { return bytes.map { _ in 0 } }
        // Locally administered.
        var placeholder = Array(repeating: 0 as UInt8, count: bytes.count)
        placeholder[0] = 0x02
        var number = stations.count + 1
        for index in placeholder.indices.dropFirst().reversed() {
            placeholder[index] = UInt8(truncatingIfNeeded: number)
            number >>= 8
        }
        stations[bytes] = placeholder
        return placeholder
    }
}
