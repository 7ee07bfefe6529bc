extension ConnectionPrefix {
    /// An end as PROXY v1 writes it: the address must look like one, the port be a decimal number up to 65535.
    static func peer(_ address: ArraySlice<UInt8>, port: ArraySlice<UInt8>) -> Peer? {
        let isAddress = (2...45).contains(address.count) && address.allSatisfy(isAddressLetter)
        guard isAddress, (1...5).contains(port.count), port.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = UInt16(String(decoding: port, as: UTF8.self))
        else { return nil }
        return Peer(address: String(decoding: address, as: UTF8.self), port: number)
    }

    /// Hexadecimal digits, point and colon.
    private static func isAddressLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66, 0x2e, 0x3a: true
        default: false
        }
    }

    /// A port in network order. The caller has checked that it is there.
    static func port(_ bytes: [UInt8], at position: Int) -> UInt16 {
        UInt16(bytes[position]) << 8 | UInt16(bytes[position + 1])
    }

    static func ipv4Text(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.map { String($0) }.joined(separator: ".")
    }

    /// RFC 5952: lower case, no leading zeros, the first of the longest runs of zero groups (two at least) as "::".
    static func ipv6Text(_ bytes: ArraySlice<UInt8>) -> String {
        let raw = Array(bytes)
        let groups = stride(from: 0, to: raw.count & ~1, by: 2).map { UInt16(raw[$0]) << 8 | UInt16(raw[$0 + 1]) }
        var longest = 0..<0
        var run = 0..<0
        for (index, group) in groups.enumerated() {
            run = group != 0 ? (index + 1)..<(index + 1) : run.lowerBound..<(index + 1)
            if run.count > longest.count { longest = run }
        }
        let words = groups.map { String($0, radix: 16) }
        guard longest.count > 1 else { return words.joined(separator: ":") }
        return words[..<longest.lowerBound].joined(separator: ":") + "::"
            + words[longest.upperBound...].joined(separator: ":")
    }

    /// A Unix socket's path up to the zero that ends it; it may be empty.
    static func pathText(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}
