import Segments

/// What makes two packets belong to the same connection: the unordered pair of endpoints, and the tunnel.
///
/// VLAN ids are left out: a mirror port may show one direction tagged and the other not.
struct FlowKey: Hashable {
    /// One of the two endpoints of a key, by its place in the key.
    enum End {
        static let first = 0
        static let second = 1
    }

    private var firstHigh: UInt64
    private var firstLow: UInt64
    private var secondHigh: UInt64
    private var secondLow: UInt64
    /// Tunnel id, port of the first, port of the second: 32, 16, 16 bits.
    private var numbers: UInt64
    /// Tunnel kind in the low bits; 0x40 and 0x80: the first, the second is an IPv6 address.
    private var tag: UInt8

    /// The key of a segment's flow and the end that sent it.
    @inline(__always)
    static func of(_ segment: Segment) -> (key: FlowKey, sender: Int) {
        let (a, b) = (segment.source, segment.destination)
        let ordered =
            a.address.high != b.address.high
            ? a.address.high < b.address.high
            : a.address.low != b.address.low ? a.address.low < b.address.low : a.port <= b.port
        let encapsulation = segment.encapsulation
        return ordered
            ? (FlowKey(a, b, encapsulation.tunnel, encapsulation.tunnelID), End.first)
            : (FlowKey(b, a, encapsulation.tunnel, encapsulation.tunnelID), End.second)
    }

    @inline(__always)
    private init(_ first: Endpoint, _ second: Endpoint, _ tunnel: Encapsulation.Tunnel, _ tunnelID: UInt32) {
        firstHigh = first.address.high
        firstLow = first.address.low
        secondHigh = second.address.high
        secondLow = second.address.low
        numbers = UInt64(tunnelID) << 32 | UInt64(first.port) << 16 | UInt64(second.port)
        tag = tunnel.rawValue | (first.address.isIPv6 ? 0x40 : 0) | (second.address.isIPv6 ? 0x80 : 0)
    }

    func endpoint(_ end: Int) -> Endpoint {
        let isFirst = end == End.first
        let (high, low) = isFirst ? (firstHigh, firstLow) : (secondHigh, secondLow)
        let isIPv6 = tag & (isFirst ? 0x40 : 0x80) != 0
        return Endpoint(
            address: isIPv6
                ? Address(ipv6High: high, low: low) : Address(ipv4: UInt32(truncatingIfNeeded: low)),
            port: UInt16(truncatingIfNeeded: isFirst ? numbers >> 16 : numbers))
    }

    var tunnel: Encapsulation.Tunnel { Encapsulation.Tunnel(rawValue: tag & 0x3f) ?? .none }
    var tunnelID: UInt32 { UInt32(truncatingIfNeeded: numbers >> 32) }

    /// 0 to 255, from all but the tunnel's kind.
    var print: Int {
        let sum = (firstHigh ^ firstLow &* 3) &+ (secondHigh ^ secondLow &* 5) &+ numbers &* 7
        return Int(truncatingIfNeeded: (sum &* 0x9e37_79b9_7f4a_7c15) >> 56)
    }

    /// Two words for IPv4, five for IPv6; the standard library's seeded hash, since the keys are the peer's to choose.
    func hash(into hasher: inout Hasher) {
        if tag & 0xc0 == 0 {
            hasher.combine(firstLow << 32 | secondLow)
        } else {
            hasher.combine(firstHigh)
            hasher.combine(firstLow)
            hasher.combine(secondHigh)
            hasher.combine(secondLow)
        }
        hasher.combine(numbers)
    }
}
