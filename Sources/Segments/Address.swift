/// An IPv4 or IPv6 address, held without a heap allocation.
public struct Address: Hashable, Sendable {
    /// The first and the last eight bytes of an IPv6 address; an IPv4 address stands in the low 32 bits of `low`.
    public var high: UInt64
    public var low: UInt64
    public var isIPv6: Bool

    public init(ipv4: UInt32) {
        high = 0
        low = UInt64(ipv4)
        isIPv6 = false
    }

    public init(ipv6High high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
        isIPv6 = true
    }
}

extension Address: CustomStringConvertible {
    /// Dotted quad, or the shortest form of RFC 5952.
    public var description: String {
        guard isIPv6 else {
            return "\(low >> 24 & 255).\(low >> 16 & 255).\(low >> 8 & 255).\(low & 255)"
        }
        if high == 0, low >> 32 == 0xffff {
            return "::ffff:\(Address(ipv4: UInt32(truncatingIfNeeded: low)))"
        }
        let groups = (0..<8).map { index in
            UInt16(truncatingIfNeeded: (index < 4 ? high : low) >> UInt64(48 - 16 * (index % 4)))
        }
        // RFC 5952 § 4.2: the longest run of two or more zero groups becomes "::", the first one on a tie.
        var longest = 0..<0
        var index = 0
        while index < 8 {
            let start = index
            while index < 8, groups[index] == 0 { index += 1 }
            if index - start > max(longest.count, 1) { longest = start..<index }
            index = max(index, start + 1)
        }
        func text(_ range: Range<Int>) -> String {
            groups[range].map { String($0, radix: 16) }.joined(separator: ":")
        }
        return longest.isEmpty ? text(0..<8) : "\(text(0..<longest.lowerBound))::\(text(longest.upperBound..<8))"
    }
}
