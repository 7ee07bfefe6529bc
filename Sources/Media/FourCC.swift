/// Four bytes that name a codec in Enhanced RTMP. Case matters: `Opus`, `fLaC`, `.mp3`.
public struct FourCC: RawRepresentable, Hashable, Sendable {
    /// The four bytes in network order: `avc1` is 0x61766331.
    public var rawValue: UInt32

    /// The FourCC of four bytes in network order.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Reads four bytes of UTF-8; `nil` when there are not four.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 4 else { return nil }
        rawValue = text.utf8.reduce(0) { $0 &<< 8 | UInt32($1) }
    }

    /// The four characters; a byte that is not printable ASCII stands as `\xNN`, so that it can be printed anywhere.
    public var text: String {
        withUnsafeBytes(of: rawValue.bigEndian) { bytes in
            // Each message of an enhanced stream shows its FourCC, and nearly all of them are plain.
            if bytes.allSatisfy(Self.isPlain) { return String(decoding: bytes, as: UTF8.self) }
            var text = ""
            for byte in bytes {
                if Self.isPlain(byte) {
                    text.unicodeScalars.append(Unicode.Scalar(byte))
                } else {
                    let digits = String(byte, radix: 16)
                    text += digits.utf8.count == 1 ? "\\x0\(digits)" : "\\x\(digits)"
                }
            }
            return text
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\\") }

    /// Whether all four bytes are printable ASCII. One that is not is more likely lost synchronization than a codec.
    public var isPrintable: Bool {
        var rest = rawValue
        for _ in 0..<4 {
            let byte = rest & 0xFF
            if byte < 0x20 || byte >= 0x7F { return false }
            rest &>>= 8
        }
        return true
    }
}

extension FourCC: CustomStringConvertible {
    /// The four characters, escaped.
    public var description: String { text }
}
