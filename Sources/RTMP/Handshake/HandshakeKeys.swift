import Crypto

/// The published secrets of the complex handshake and the one function they are used with.
///
/// A digest in C1 or S1 is keyed with the text alone, a signature in C2 or S2 with text and suffix.
enum HandshakeKeys {
    /// "Genuine Adobe Flash Player 001", 30 bytes: the client's.
    static let playerText = [UInt8]("Genuine Adobe Flash Player 001".utf8)
    /// "Genuine Adobe Flash Media Server 001", 36 bytes: the server's.
    static let serverText = [UInt8]("Genuine Adobe Flash Media Server 001".utf8)

    static let suffix: [UInt8] = [
        0xf0, 0xee, 0xc2, 0x4a, 0x80, 0x68, 0xbe, 0xe8, 0x2e, 0x00, 0xd0, 0xd1, 0x02, 0x9e, 0x7e, 0x57,
        0x6e, 0xec, 0x5d, 0x2d, 0x29, 0x80, 0x6f, 0xab, 0x93, 0xb8, 0xe6, 0x36, 0xcf, 0xeb, 0x31, 0xae,
    ]

    static func digestKey(of role: HandshakeRole) -> [UInt8] {
        switch role {
        case .client: playerText
        case .server: serverText
        }
    }

    static func signatureKey(of role: HandshakeRole) -> [UInt8] { digestKey(of: role) + suffix }

    /// HMAC-SHA256 over two runs of bytes, one behind the other; 32 bytes.
    static func hmac(key: [UInt8], _ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8> = []) -> [UInt8] {
        var code = HMAC<SHA256>(key: SymmetricKey(data: key))
        code.update(data: first)
        code.update(data: second)
        return [UInt8](code.finalize())
    }
}
