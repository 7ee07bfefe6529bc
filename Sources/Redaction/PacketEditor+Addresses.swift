import Segments

extension PacketEditor {
    /// Replaces the addresses of all layers: those of IP, of the link, and those that ARP tells.
    mutating func maskAddresses(_ masking: inout TextMasking) {
        guard masking.addresses != nil else { return }
        for extent in extents {
            let start = extent.layer.position
            switch extent.layer.kind {
            case .ethernet:
                maskStation(start, 6, &masking)
                maskStation(start + 6, 6, &masking)
            case .linuxSLL: maskStation(start + 6, Self.stationLength(bytes, at: start + 5), &masking)
            case .linuxSLL2: maskStation(start + 12, Self.stationLength(bytes, at: start + 11), &masking)
            case .ipv4:
                maskIPv4(start + 12, &masking)
                maskIPv4(start + 16, &masking)
            case .ipv6:
                maskIPv6(start + 8, &masking)
                maskIPv6(start + 24, &masking)
            case .other(0x0806) where start + 28 <= bytes.count:
                // ARP for IPv4 on Ethernet: hardware and protocol address of the sender, then of the target.
                maskStation(start + 8, 6, &masking)
                maskIPv4(start + 14, &masking)
                maskStation(start + 18, 6, &masking)
                maskIPv4(start + 24, &masking)
            default: break
            }
        }
    }

    private static func stationLength(_ bytes: [UInt8], at position: Int) -> Int {
        position < bytes.count ? min(Int(bytes[position]), 8) : 0
    }

    private mutating func maskStation(_ position: Int, _ count: Int, _ masking: inout TextMasking) {
        guard count > 0, position + count <= bytes.count,
            let placeholder = masking.addresses?.station(Array(bytes[position..<position + count]))
        else { return blank(position..<max(position, min(position + count, bytes.count))) }
        bytes.replaceSubrange(position..<position + count, with: placeholder)
    }

    private mutating func maskIPv4(_ position: Int, _ masking: inout TextMasking) {
        guard position + 4 <= bytes.count else { return blank(position..<max(position, bytes.count)) }
        Redactor.replaceIPv4(&bytes, at: position, &masking)
    }

    private mutating func maskIPv6(_ position: Int, _ masking: inout TextMasking) {
        guard position + 16 <= bytes.count else { return blank(position..<max(position, bytes.count)) }
        Redactor.replaceIPv6(&bytes, at: position, &masking)
    }
}
