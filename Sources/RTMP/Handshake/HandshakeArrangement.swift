/// Where a complex C1 or S1 keeps its two 764-byte halves.
///
/// ```
///               0     4         8                 772                1536
/// digest first  | time | version | digest half     | key half         |
/// key first     | time | version | key half        | digest half      |
///
/// digest half   | seed 4 | filler … digest 32 … filler    |   offset = Σ seed mod 728, behind the seed
/// key half      | filler … key 128 … filler      | seed 4 |   offset = Σ seed mod 632, from the start
/// ```
///
/// "Scheme 0" means opposite things: SRS calls key-first schema 0, librtmp and Red5 call digest-first scheme 0. Show
/// the `name`; `schema` is numbered as SRS does.
public enum HandshakeArrangement: Int, CaseIterable, Equatable, Sendable {
    case keyFirst = 0
    case digestFirst = 1

    /// The number of the schema as SRS counts: 0 key-first, 1 digest-first.
    public var schema: Int { rawValue }

    /// "key-first" or "digest-first".
    public var name: String {
        switch self {
        case .keyFirst: "key-first"
        case .digestFirst: "digest-first"
        }
    }

    /// Where the 32-byte digest begins in a 1536-byte packet, by the packet's own seed: 12...739 or 776...1503.
    func digestOffset(in packet: [UInt8]) -> Int {
        let half = self == .digestFirst ? 8 : 772
        return half + 4 + seed(packet, at: half) % 728
    }

    /// Where the 128-byte Diffie-Hellman value begins in a 1536-byte packet: 772...1403 or 8...639.
    func keyOffset(in packet: [UInt8]) -> Int {
        let half = self == .digestFirst ? 772 : 8
        return half + seed(packet, at: half + 760) % 632
    }

    /// The sum of four single bytes, 0...1020.
    private func seed(_ packet: [UInt8], at position: Int) -> Int {
        packet[position..<position + 4].reduce(0) { $0 + Int($1) }
    }
}
