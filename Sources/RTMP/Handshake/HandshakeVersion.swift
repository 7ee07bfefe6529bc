/// C0 or S0: the one byte that opens each direction.
///
/// C0 asks, S0 decides. Different numbers are common with RTMPE: clients ask for 6, servers pick 8 or refuse with 3.
public struct HandshakeVersion: RawRepresentable, Hashable, Sendable {
    /// What the specification and practice make of a number.
    public enum Classification: String, Equatable, Sendable {
        /// 0, 1 and 2: earlier proprietary products.
        case obsolete
        /// 3: RTMP in the clear.
        case plain
        /// 4 to 31, but for the numbers of RTMPE.
        case reserved
        /// 6, 8 and 9: the chunk stream behind the handshake is encrypted.
        case rtmpe
        /// 32 and above: never a version, so that text protocols can be told from RTMP by their first letter.
        case forbidden
    }

    /// RTMP in the clear.
    public static let plain = HandshakeVersion(rawValue: 3)

    /// The byte.
    public var rawValue: UInt8

    /// The version of a C0 or S0 byte.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// What the number means.
    public var classification: Classification {
        switch rawValue {
        case 0...2: .obsolete
        case 3: .plain
        case 6, 8, 9: .rtmpe
        case 4...31: .reserved
        default: .forbidden
        }
    }

    /// RTMPE: what follows C2 and S2 is enciphered with RC4. C1, S1, C2 and S2 themselves never are.
    public var isEncrypted: Bool { classification == .rtmpe }

    /// How a session that was answered with this number wraps the signatures in C2 and S2.
    public var signatureWrapping: SignatureWrapping {
        switch rawValue {
        case 8: .xtea
        case 9: .blowfish
        default: .bare
        }
    }
}

extension HandshakeVersion: CustomStringConvertible {
    /// The number, with its meaning where that is not plain RTMP: "8 (RTMPE)".
    public var description: String {
        switch classification {
        case .plain: "3"
        case .rtmpe: "\(rawValue) (RTMPE)"
        case .obsolete, .reserved, .forbidden: "\(rawValue) (\(classification.rawValue))"
        }
    }
}
