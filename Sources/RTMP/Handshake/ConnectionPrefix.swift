import Bytes

/// What a proxy puts before C0 to tell the server who is behind it.
///
/// The addresses are the proxy's word, nothing in the packets confirms them. They stand here as the prefix has them.
public struct ConnectionPrefix: Equatable, Sendable {
    /// Whose prefix it is.
    public enum Kind: String, Equatable, Sendable {
        /// Byte F3, a length and the client's IPv4 address: SRS and oryx.
        case srsProxy = "SRS proxy"
        /// HAProxy's line of text.
        case proxyV1 = "PROXY v1"
        /// HAProxy's binary form.
        case proxyV2 = "PROXY v2"
    }

    /// One end of the connection that the proxy took.
    public struct Peer: Equatable, Sendable {
        /// An IPv4 or IPv6 address, or the path of a Unix socket.
        public var address: String
        /// Absent where the prefix has none.
        public var port: UInt16?

        /// An end with its address as text.
        public init(address: String, port: UInt16? = nil) {
            self.address = address
            self.port = port
        }
    }

    /// What the first bytes of a stream say about a prefix.
    public enum Recognition: Equatable, Sendable {
        /// There is none.
        case none
        /// Too early to tell, or the prefix is not complete yet.
        case needMore
        case found(ConnectionPrefix)
        /// It begins like a prefix and is none; in words.
        case malformed(String)
    }

    /// Whose prefix it is.
    public var kind: Kind
    /// Bytes that the prefix takes; C0 is the next one.
    public var length: Int
    /// Who connected to the proxy; `nil` if the prefix does not say (PROXY `UNKNOWN` and `LOCAL`).
    public var client: Peer?
    /// What it connected to; `nil` if the prefix does not say.
    public var destination: Peer?

    /// A prefix of `length` bytes.
    public init(kind: Kind, length: Int, client: Peer? = nil, destination: Peer? = nil) {
        self.kind = kind
        self.length = length
        self.client = client
        self.destination = destination
    }

    /// No prefix is longer. PROXY v2 could be 64 KiB; what is seen carries a certificate at most.
    public static let maximumLength = 16 + 8192

    /// Whether a stream that begins with this byte is worth a `recognise`.
    public static func mayBegin(with byte: UInt8) -> Bool { byte == 0xf3 || byte == 0x50 || byte == 0x0d }

    /// Looks at the first bytes of a stream, however few or many they are.
    public static func recognise(_ bytes: RawSpan) -> Recognition {
        guard bytes.byteCount > 0 else { return .needMore }
        let start = [UInt8](bytes, 0..<min(bytes.byteCount, maximumLength))
        switch start[0] {
        case 0xf3: return recogniseSRS(start)
        case 0x50: return recogniseProxyV1(start)
        case 0x0d: return recogniseProxyV2(start)
        default: return .none
        }
    }

    // MARK: Kinds

    /// ```
    /// | F3 | length u16, at most 1024 | data: the client's IPv4 address, 4 bytes, then whatever | C0
    /// ```
    private static func recogniseSRS(_ start: [UInt8]) -> Recognition {
        guard start.count >= 3 else { return .needMore }
        let count = Int(start[1]) << 8 | Int(start[2])
        guard count <= 1024 else { return .malformed("SRS proxy prefix of \(count) bytes, 1024 are allowed") }
        guard start.count >= 3 + count else { return .needMore }
        let client = count >= 4 ? Peer(address: ipv4Text(start[3..<7])) : nil
        return .found(ConnectionPrefix(kind: .srsProxy, length: 3 + count, client: client))
    }

    /// ```
    /// PROXY TCP4 192.0.2.1 198.51.100.7 56324 1935 CR LF          at most 107 bytes
    /// PROXY UNKNOWN … CR LF
    /// ```
    private static func recogniseProxyV1(_ start: [UInt8]) -> Recognition {
        let keyword = [UInt8]("PROXY ".utf8)
        guard start.starts(with: keyword.prefix(start.count)) else { return .none }
        let line = start.prefix(107)
        guard let end = line.firstIndex(of: 0x0a) else {
            return line.count < 107 ? .needMore : .malformed("PROXY line without an end")
        }
        guard end > keyword.count, line[end - 1] == 0x0d else { return .malformed("PROXY line without CR LF") }
        let words = line[keyword.count..<end - 1].split(separator: 0x20, omittingEmptySubsequences: false)
        var prefix = ConnectionPrefix(kind: .proxyV1, length: end + 1)
        if let family = words.first, family.elementsEqual("UNKNOWN".utf8) { return .found(prefix) }
        guard words.count == 5, words[0].elementsEqual("TCP4".utf8) || words[0].elementsEqual("TCP6".utf8) else {
            return .malformed("PROXY line that is not of TCP4, TCP6 or UNKNOWN with addresses and ports")
        }
        guard let client = peer(words[1], port: words[3]), let destination = peer(words[2], port: words[4]) else {
            return .malformed("PROXY line with an address or port that is none")
        }
        prefix.client = client
        prefix.destination = destination
        return .found(prefix)
    }

    /// ```
    /// | 0D 0A 0D 0A 00 0D 0A 51 55 49 54 0A | version 4, command 4 | family 4, transport 4 | length u16 | addresses …
    /// ```
    private static func recogniseProxyV2(_ start: [UInt8]) -> Recognition {
        let signature: [UInt8] = [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a]
        guard start.starts(with: signature.prefix(start.count)) else { return .none }
        guard start.count >= 16 else { return .needMore }
        guard start[12] >> 4 == 2, start[12] & 15 <= 1 else {
            return .malformed("PROXY v2 with version \(start[12] >> 4), command \(start[12] & 15)")
        }
        let length = 16 + (Int(start[14]) << 8 | Int(start[15]))
        guard length <= maximumLength else { return .malformed("PROXY v2 of \(length) bytes") }
        guard start.count >= length else { return .needMore }
        var prefix = ConnectionPrefix(kind: .proxyV2, length: length)
        // Command 0 is LOCAL: the proxy speaks for itself (a health check), whatever addresses follow.
        guard start[12] & 15 == 1 else { return .found(prefix) }
        let addresses = Array(start[16..<length])
        switch start[13] >> 4 {
        case 1 where addresses.count >= 12:
            prefix.client = Peer(address: ipv4Text(addresses[0..<4]), port: port(addresses, at: 8))
            prefix.destination = Peer(address: ipv4Text(addresses[4..<8]), port: port(addresses, at: 10))
        case 2 where addresses.count >= 36:
            prefix.client = Peer(address: ipv6Text(addresses[0..<16]), port: port(addresses, at: 32))
            prefix.destination = Peer(address: ipv6Text(addresses[16..<32]), port: port(addresses, at: 34))
        case 3 where addresses.count >= 216:
            prefix.client = Peer(address: pathText(addresses[0..<108]))
            prefix.destination = Peer(address: pathText(addresses[108..<216]))
        case 1...3:
            return .malformed("PROXY v2 with \(addresses.count) bytes of addresses")
        default:
            break
        }
        return .found(prefix)
    }
}
