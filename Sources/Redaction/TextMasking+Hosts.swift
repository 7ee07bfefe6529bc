import Segments

/// Hosts, where addresses are masked.
extension TextMasking {
    /// `host:port`; a host becomes a placeholder of its length, an address that of the packets where it has that
    /// length.
    mutating func maskAuthority(_ bytes: inout [UInt8], _ range: Range<Int>) {
        guard addresses != nil, !range.isEmpty else { return }
        var host = range
        if bytes[range.lowerBound] == UInt8(ascii: "[") {
            host = range.lowerBound + 1..<(bytes[range].firstIndex(of: UInt8(ascii: "]")) ?? range.upperBound)
        } else if let colon = bytes[range].lastIndex(of: UInt8(ascii: ":")) {
            host = range.lowerBound..<colon
        }
        guard !host.isEmpty else { return }
        if let placeholder = addressPlaceholder(bytes[host]), placeholder.count == host.count {
            bytes.replaceSubrange(host, with: placeholder)
        } else {
            bytes.replaceSubrange(host, with: book.placeholder(for: bytes[host], .host))
        }
    }

    private mutating func addressPlaceholder(_ host: ArraySlice<UInt8>) -> [UInt8]? {
        guard let address = Self.ipv4(host), let placeholder = addresses?.placeholder(for: address) else { return nil }
        return Array("\(placeholder)".utf8)
    }

    /// A dotted quad.
    static func ipv4(_ text: ArraySlice<UInt8>) -> Address? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4, text.count <= 15 else { return nil }
        var number: UInt32 = 0
        for part in parts {
            guard part.allSatisfy({ (0x30...0x39).contains($0) }),
                let value = UInt8(String(decoding: part, as: UTF8.self))
            else { return nil }
            number = number << 8 | UInt32(value)
        }
        return Address(ipv4: number)
    }
}
