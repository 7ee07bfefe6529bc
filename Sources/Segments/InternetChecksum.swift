/// The ones' complement sum of 16-bit words of RFC 1071.
///
/// § 2 (B): the sum may be taken in either byte order, and in wider words. Here it is the machine's own order and 64
/// bits: a carry out of these is added again, as § 1 (2) wants it of 16.
struct InternetChecksum {
    private var sum: UInt64 = 0

    /// Whether what was added, a right checksum included, adds up to all ones.
    var isComplete: Bool { folded == 0xffff }

    /// The sum in 16 bits, in the machine's byte order.
    private var folded: UInt16 {
        var value = sum
        while value > 0xffff { value = value & 0xffff &+ value >> 16 }
        return UInt16(truncatingIfNeeded: value)
    }

    /// What to write into a checksum field (which was zero when it was added), in network order.
    var field: UInt16 { ~UInt16(bigEndian: folded) }

    mutating func add(networkOrder value: UInt32) { Self.add(UInt64(value.bigEndian), to: &sum) }

    @inline(__always)
    private func word(_ bytes: RawSpan, _ position: Int) -> UInt64 {
        bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt64.self)
    }

    @inline(__always)
    private static func add(_ value: UInt64, to sum: inout UInt64) {
        let (partial, carry) = sum.addingReportingOverflow(value)
        sum = partial &+ (carry ? 1 : 0)
    }

    mutating func add(_ address: Address) {
        if address.isIPv6 {
            add(networkOrder: UInt32(truncatingIfNeeded: address.high >> 32))
            add(networkOrder: UInt32(truncatingIfNeeded: address.high))
            add(networkOrder: UInt32(truncatingIfNeeded: address.low >> 32))
        }
        add(networkOrder: UInt32(truncatingIfNeeded: address.low))
    }

    /// Adds a range whose first byte is the first of a word; an odd last byte counts as if a zero followed.
    mutating func add(_ bytes: RawSpan, _ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.byteCount)
        var position = range.lowerBound
        let end = range.upperBound
        // Two sums, so that neither addition waits for the other; eight words a round, so that counting costs little.
        var first: UInt64 = 0
        var second: UInt64 = 0
        while position &+ 64 <= end {
            for offset in stride(from: 0, to: 64, by: 16) {
                Self.add(word(bytes, position &+ offset), to: &first)
                Self.add(word(bytes, position &+ offset &+ 8), to: &second)
            }
            position &+= 64
        }
        while position &+ 8 <= end {
            Self.add(word(bytes, position), to: &first)
            position &+= 8
        }
        while position &+ 2 <= end {
            let word = bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt16.self)
            Self.add(UInt64(word), to: &first)
            position &+= 2
        }
        if position < end {
            let last = bytes.unsafeLoad(fromUncheckedByteOffset: position, as: UInt8.self)
            Self.add(UInt64((UInt16(last) << 8).bigEndian), to: &second)
        }
        Self.add(first, to: &sum)
        Self.add(second, to: &sum)
    }
}
