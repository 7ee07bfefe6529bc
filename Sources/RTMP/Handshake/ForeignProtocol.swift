import Bytes

/// What a stream plainly is that does not begin with a C0: TLS, HTTP, a port scan.
///
/// Made from the first bytes alone, for the one line that saves a reader from looking for RTMP where there is none.
/// Texts are bounded, but hold what the peer wrote: whoever prints them escapes them.
public struct ForeignProtocol: Equatable, Sendable {
    /// "tls", "http", "rtmpt", "rtsp", "sip", "ssh", "rdp", "flv", "mpegts" or "unknown".
    public var name: String
    /// What else the first bytes tell, in words: "ClientHello, SNI live.example.com, up to TLS 1.3".
    public var detail: String
    /// The name of the host that is asked for: SNI, or the `Host` header.
    public var host: String?

    /// A protocol by its short name.
    public init(name: String, detail: String, host: String? = nil) {
        self.name = name
        self.detail = detail
        self.host = host
    }

    /// As many of a stream's first bytes as are ever looked at.
    public static let limit = 2048

    /// Looks at a stream's first bytes, however few or many they are.
    ///
    /// `nil` while more bytes could tell more: call again with more, or with `isEnded` when no more will come. Past
    /// `limit` bytes there is always an answer.
    public static func recognise(_ bytes: RawSpan, isEnded: Bool = false) -> ForeignProtocol? {
        guard bytes.byteCount > 0 else { return nil }
        let start = [UInt8](bytes, 0..<min(bytes.byteCount, limit))
        let isDecided = isEnded || start.count >= limit
        switch start[0] {
        case 0x14...0x17:
            return recogniseTLS(start, isDecided: isDecided)
        case 0x03 where isRemoteDesktop(start):
            return ForeignProtocol(name: "rdp", detail: "connection request")
        case 0x46 where startsWith(start, "FLV\u{1}"):
            return start.count >= 4 || isDecided ? ForeignProtocol(name: "flv", detail: "FLV file") : nil
        case 0x47 where start.count > 188 && start[188] == 0x47:
            return ForeignProtocol(name: "mpegts", detail: "MPEG transport stream")
        default:
            break
        }
        switch recogniseText(start, isDecided: isDecided) {
        case .decided(let found): return found
        case .undecided: return nil
        case .foreign: break
        }
        // A transport stream shows by its second packet's first byte.
        if start[0] == 0x47, start.count <= 188, !isDecided { return nil }
        return unknown(start)
    }

    /// What the text recogniser can say.
    enum TextRecognition {
        case decided(ForeignProtocol)
        case undecided
        /// None of the text protocols.
        case foreign
    }

    static func startsWith(_ start: [UInt8], _ word: String) -> Bool {
        start.starts(with: Array(word.utf8).prefix(start.count))
    }

    /// At most `limit` bytes as text, what is not UTF-8 replaced.
    static func text(_ bytes: some Collection<UInt8>, limit: Int = 128) -> String {
        String(decoding: bytes.prefix(limit), as: UTF8.self) + (bytes.count > limit ? "…" : "")
    }

    private static func unknown(_ start: [UInt8]) -> ForeignProtocol {
        let digits = start.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return ForeignProtocol(name: "unknown", detail: "begins \(digits.joined(separator: " "))")
    }

    /// A scanner's RDP request begins with 3 like C0: TPKT and X.224 of 11 bytes, then a cookie in text.
    private static func isRemoteDesktop(_ start: [UInt8]) -> Bool {
        start.count >= 28 && start[5] == 0xe0 && start[11..<28].elementsEqual("Cookie: mstshash=".utf8)
    }
}
