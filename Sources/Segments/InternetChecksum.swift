/// The ones' complement sum of 16-bit words of RFC 1071.
///
/// § 2 (B): the sum may be taken in either byte order, and in wider words. Here it is the machine's own order and 32
/// bits, into 64 that cannot overflow for anything that fits a packet.
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

    mutating func add(networkOrder value: UInt32) { sum &+= UInt64(value.bigEndian) }

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
        var first: UInt64 = 0
        var second: UInt64 = 0
        // 2^32 additions of 32 bits fit; a packet has fewer.
        while position &+ 16 <= end {
            let a = bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt64.self)
            let b = bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position &+ 8, as: UInt64.self)
            first &+= a & 0xffff_ffff
            second &+= a >> 32
            first &+= b & 0xffff_ffff
            second &+= b >> 32
            position &+= 16
        }
        while position &+ 2 <= end {
            first &+= UInt64(bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt16.self))
            position &+= 2
        }
        if position < end {
            let last = bytes.unsafeLoad(fromUncheckedByteOffset: position, as: UInt8.self)
            second &+= UInt64((UInt16(last) << 8).bigEndian)
        }
        sum &+= first
        sum &+= second
    }
}
