import Bytes

extension ForeignProtocol {
    /// The first records of one direction: type u8, version u16 (3.0 to 3.4), length u16, body.
    static func recogniseTLS(_ start: [UInt8], isDecided: Bool) -> ForeignProtocol? {
        // The version's two bytes must fit as far as they are there.
        let isRecord = (start.count < 2 || start[1] == 3) && (start.count < 3 || start[2] <= 4)
        guard isRecord, start.count >= 3 || !isDecided else {
            let digits = start.prefix(3).map { String($0, radix: 16) }.joined(separator: " ")
            return ForeignProtocol(name: "unknown", detail: "begins \(digits)")
        }
        guard start.count >= 6 || isDecided else { return nil }
        switch start[0] {
        case 0x15: return alert(start, isDecided: isDecided)
        case 0x16: return handshake(start, isDecided: isDecided)
        case 0x17: return ForeignProtocol(name: "tls", detail: "application data")
        default: return ForeignProtocol(name: "tls", detail: "change cipher spec")
        }
    }

    private static func alert(_ start: [UInt8], isDecided: Bool) -> ForeignProtocol? {
        guard start.count >= 7 else { return isDecided ? ForeignProtocol(name: "tls", detail: "alert") : nil }
        // Two bytes long in the clear; longer where it is enciphered.
        guard start[3] == 0, start[4] == 2 else { return ForeignProtocol(name: "tls", detail: "enciphered alert") }
        let level = start[5] == 2 ? "fatal" : start[5] == 1 ? "warning" : "level \(start[5])"
        let name = alertNames[start[6]] ?? "\(start[6])"
        return ForeignProtocol(name: "tls", detail: "alert, \(level): \(name)")
    }

    private static func handshake(_ start: [UInt8], isDecided: Bool) -> ForeignProtocol? {
        let message = handshakeBytes(start)
        let bytes = message.span.bytes
        var reader = ByteReader(bytes)
        do throws(DecodeError) {
            let type = try reader.u8()
            let length = Int(try reader.u24())
            if reader.remaining < length && !isDecided { return nil }
            switch type {
            case 1: return clientHello(&reader)
            case 2: return serverHello(&reader)
            default: return ForeignProtocol(name: "tls", detail: "handshake message of type \(type)")
            }
        } catch {
            return isDecided ? ForeignProtocol(name: "tls", detail: "handshake") : nil
        }
    }

    /// The bodies of the handshake records, one behind the other: a ClientHello may be spread over several.
    private static func handshakeBytes(_ start: [UInt8]) -> [UInt8] {
        var message: [UInt8] = []
        var rest = start[...]
        while rest.count > 5, rest.first == 0x16 {
            let head = rest.prefix(5)
            let length = Int(head[head.startIndex + 3]) << 8 | Int(head[head.startIndex + 4])
            rest = rest.dropFirst(5)
            message += rest.prefix(length)
            rest = rest.dropFirst(length)
        }
        return message
    }

    // MARK: Hellos

    /// What a hello's extensions say. Only what stands before a cut is known.
    private struct Extensions {
        var serverName: String?
        var protocols: [String] = []
        var versions: [UInt16] = []

        mutating func read(_ reader: inout ByteReader, isClient: Bool) throws(DecodeError) {
            var all = try reader.limited(to: min(Int(try reader.u16()), reader.remaining))
            while !all.isAtEnd {
                let type = try all.u16()
                var body = try all.limited(to: Int(try all.u16()))
                switch type {
                case 0 where isClient:
                    // server_name: list length, type 0, name length, name.
                    try body.skip(2)
                    guard try body.u8() == 0 else { continue }
                    let name = try body.array(Int(try body.u16()))
                    serverName = ForeignProtocol.text(name)
                case 16:
                    try body.skip(2)
                    while !body.isAtEnd, protocols.count < 8 {
                        protocols.append(ForeignProtocol.text(try body.array(Int(try body.u8())), limit: 32))
                    }
                case 43 where isClient:
                    try body.skip(1)
                    while body.remaining >= 2 { versions.append(try body.u16()) }
                case 43:
                    versions.append(try body.u16())
                default:
                    continue
                }
            }
        }
    }

    private static func clientHello(_ reader: inout ByteReader) -> ForeignProtocol {
        var version: UInt16?
        var extensions = Extensions()
        do throws(DecodeError) {
            version = try reader.u16()
            try reader.skip(32)
            try reader.skip(Int(try reader.u8()))
            try reader.skip(Int(try reader.u16()))
            try reader.skip(Int(try reader.u8()))
            if !reader.isAtEnd { try extensions.read(&reader, isClient: true) }
        } catch {
            // Cut short: what was read before stands.
        }
        // GREASE values (0A0A, 1A1A …) are no versions.
        let highest = extensions.versions.filter { $0 >> 8 == 3 }.max() ?? version
        var parts = ["ClientHello"]
        if let name = extensions.serverName { parts.append("SNI \(name)") }
        if !extensions.protocols.isEmpty { parts.append("ALPN \(extensions.protocols.joined(separator: " "))") }
        if let highest { parts.append("up to \(versionName(highest))") }
        return ForeignProtocol(name: "tls", detail: parts.joined(separator: ", "), host: extensions.serverName)
    }

    private static func serverHello(_ reader: inout ByteReader) -> ForeignProtocol {
        var version: UInt16?
        var cipher: UInt16?
        var extensions = Extensions()
        do throws(DecodeError) {
            version = try reader.u16()
            try reader.skip(32)
            try reader.skip(Int(try reader.u8()))
            cipher = try reader.u16()
            try reader.skip(1)
            if !reader.isAtEnd { try extensions.read(&reader, isClient: false) }
        } catch {
            // Cut short: what was read before stands.
        }
        var parts = ["ServerHello"]
        if let chosen = extensions.versions.first ?? version { parts.append(versionName(chosen)) }
        if let cipher { parts.append("cipher suite \(hexadecimal(cipher))") }
        if !extensions.protocols.isEmpty { parts.append("ALPN \(extensions.protocols.joined(separator: " "))") }
        return ForeignProtocol(name: "tls", detail: parts.joined(separator: ", "))
    }

    // MARK: Names

    private static func versionName(_ version: UInt16) -> String {
        switch version {
        case 0x0300: "SSL 3.0"
        case 0x0301...0x0304: "TLS 1.\(version - 0x0301)"
        default: "version \(hexadecimal(version))"
        }
    }

    private static func hexadecimal(_ value: UInt16) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }

    /// RFC 8446 § 6.
    private static let alertNames: [UInt8: String] = [
        0: "close_notify", 10: "unexpected_message", 20: "bad_record_mac", 21: "decryption_failed",
        22: "record_overflow", 40: "handshake_failure", 42: "bad_certificate", 43: "unsupported_certificate",
        44: "certificate_revoked", 45: "certificate_expired", 46: "certificate_unknown", 47: "illegal_parameter",
        48: "unknown_ca", 49: "access_denied", 50: "decode_error", 51: "decrypt_error", 70: "protocol_version",
        71: "insufficient_security", 80: "internal_error", 86: "inappropriate_fallback", 90: "user_canceled",
        109: "missing_extension", 110: "unsupported_extension", 112: "unrecognized_name", 116: "certificate_required",
        120: "no_application_protocol",
    ]
}
