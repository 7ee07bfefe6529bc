import Segments

/// A packet, or a datagram put together from fragments, that is changed without changing its length. At the end its
/// checksums are what they were, right or wrong: RFC 1624 takes from a checksum what goes and adds what comes.
struct PacketEditor {
    /// A layer with where it ends, by the IP header around it.
    struct Extent {
        var layer: PacketLayer
        var end: Int
        /// Where the addresses of the pseudo-header are; `nil` where these are not among the bytes.
        var addresses: Range<Int>?
    }

    let original: [UInt8]
    var bytes: [UInt8]
    private(set) var extents: [Extent] = []
    /// What the addresses of a pseudo-header that is not among the bytes were and are.
    var outerAddresses: (old: [UInt8], new: [UInt8]) = ([], [])

    init(_ bytes: [UInt8], layers: [PacketLayer]) {
        original = bytes
        self.bytes = bytes
        var end = bytes.count
        var addresses: Range<Int>?
        for layer in layers {
            switch layer.kind {
            case .ipv4:
                let length = u16(at: layer.position + 2)
                if length > 0 { end = min(end, layer.position + length) }
                addresses = present(layer.position + 12..<layer.position + 20)
            case .ipv6:
                let length = u16(at: layer.position + 4)
                if length > 0 { end = min(end, layer.position + 40 + length) }
                addresses = present(layer.position + 8..<layer.position + 40)
            default: break
            }
            extents.append(Extent(layer: layer, end: max(end, layer.position), addresses: addresses))
        }
    }

    /// Where the innermost packet ends; what is behind it belongs to the link.
    var end: Int { extents.last?.end ?? bytes.count }

    /// As they were and are.
    var innermostAddresses: (old: [UInt8], new: [UInt8]) {
        extents.last?.addresses.map { (Array(original[$0]), Array(bytes[$0])) } ?? ([], [])
    }

    private func present(_ range: Range<Int>) -> Range<Int>? { range.upperBound <= bytes.count ? range : nil }

    private func u16(at position: Int) -> Int {
        position + 2 <= bytes.count ? Int(bytes[position]) << 8 | Int(bytes[position + 1]) : 0
    }

    mutating func blank(_ range: Range<Int>) {
        for index in range.clamped(to: 0..<bytes.count) { bytes[index] = 0 }
    }

    // MARK: Checksums

    /// From the inside out, since a checksum is among the bytes of the layers around it.
    mutating func mendChecksums() {
        guard bytes != original || outerAddresses.old != outerAddresses.new else { return }
        for extent in extents.reversed() {
            let start = extent.layer.position
            switch extent.layer.kind {
            case .ipv4:
                let count = start < bytes.count ? Int(bytes[start] & 15) * 4 : 0
                mend(start + 10, over: start..<min(start + count, extent.end), extent)
            case .tcp: mend(start + 16, over: start..<extent.end, extent, hasAddresses: true)
            case .udp:
                // 0 says that there is none.
                if u16(at: start + 6) != 0 {
                    mend(start + 6, over: start..<extent.end, extent, hasAddresses: true, isUDP: true)
                }
            case .icmp: mend(start + 2, over: start..<extent.end, extent)
            case .icmpv6: mend(start + 2, over: start..<extent.end, extent, hasAddresses: true)
            case .gre:
                if start < bytes.count, bytes[start] & 0x80 != 0 { mend(start + 4, over: start..<extent.end, extent) }
            case .ethernet, .linuxSLL, .linuxSLL2, .ipv6, .other, .unknown: break
            }
        }
    }

    private mutating func mend(
        _ field: Int, over range: Range<Int>, _ extent: Extent, hasAddresses: Bool = false, isUDP: Bool = false
    ) {
        guard field + 2 <= bytes.count, range.upperBound <= bytes.count, range.lowerBound <= field else { return }
        var sum = UInt64(~UInt16(u16(at: field)))
        // The field itself is as it was.
        sum += Self.sum(bytes, range) + Self.complement(Self.sum(original, range))
        if hasAddresses {
            let (old, new) =
                extent.addresses.map { (Array(original[$0]), Array(bytes[$0])) } ?? outerAddresses
            sum += Self.sum(new, new.indices) + Self.complement(Self.sum(old, old.indices))
        }
        var checksum = ~Self.folded(sum)
        if isUDP, checksum == 0 { checksum = 0xffff }
        bytes[field] = UInt8(checksum >> 8)
        bytes[field + 1] = UInt8(checksum & 0xff)
    }

    private static func folded(_ sum: UInt64) -> UInt16 {
        var value = sum
        while value > 0xffff { value = value & 0xffff + value >> 16 }
        return UInt16(truncatingIfNeeded: value)
    }

    private static func complement(_ sum: UInt64) -> UInt64 { UInt64(~folded(sum)) }

    /// An odd last byte counts as if a zero followed.
    private static func sum(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        var sum: UInt64 = 0
        var position = range.lowerBound
        while position < range.upperBound {
            let low = position + 1 < range.upperBound ? bytes[position + 1] : 0
            sum += UInt64(bytes[position]) << 8 | UInt64(low)
            position += 2
        }
        return sum
    }
}
