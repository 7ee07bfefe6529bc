import Bytes

/// PPP (RFC 1661), alone, in HDLC framing (RFC 1662), on Ethernet (RFC 2516); and MPLS label stacks (RFC 3032).
enum PPPHeader {
    static func ppp(_ reader: inout ByteReader) throws(DecodeError) -> InnerLayer {
        // Address and control may be compressed away; no protocol number begins with FF.
        if reader.peek() == 0xff { try reader.skip(2) }
        return try protocolField(&reader)
    }

    /// The link type of serial lines carries PPP or Cisco HDLC; the first byte tells.
    static func pppHDLC(_ reader: inout ByteReader) throws(DecodeError) -> InnerLayer {
        switch reader.peek() {
        case 0x0f, 0x8f: try LinkHeader.ciscoHDLC(&reader)
        default: try ppp(&reader)
        }
    }

    static func pppoe(_ reader: inout ByteReader, _ envelope: inout Envelope) throws(DecodeError) -> InnerLayer {
        let start = reader.position
        let version = try reader.u8()
        guard version == 0x11 else {
            throw DecodeError(.invalid(what: "version and type", value: UInt64(version)), at: start)
        }
        let code = try reader.u8()
        let session = try reader.u16()
        // The length: IP has one of its own.
        try reader.skip(2)
        // Only code 0 carries a session's data.
        guard code == 0 else { return .notIP(0x8864) }
        envelope.encapsulation.pppoeSession = session
        return try protocolField(&reader)
    }

    /// Two bytes, or one where the field is compressed: only the last byte of a protocol number is odd.
    private static func protocolField(_ reader: inout ByteReader) throws(DecodeError) -> InnerLayer {
        let first = try reader.u8()
        let number = first & 1 == 1 ? UInt16(first) : UInt16(first) << 8 | UInt16(try reader.u8())
        switch number {
        case 0x0021: return .ipv4
        case 0x0057: return .ipv6
        case 0x0281, 0x0283: return .mpls
        default: return .notIP(number)
        }
    }

    /// Labels down to the one that is marked as the bottom. What follows is told by nobody, so its first bits decide.
    static func mpls(_ reader: inout ByteReader, _ envelope: inout Envelope) throws(DecodeError) -> InnerLayer {
        while true {
            let entry = try reader.u32()
            guard entry & 0x100 != 0 else { continue }
            envelope.encapsulation.mplsLabel = entry >> 12
            break
        }
        switch reader.peek().map({ $0 >> 4 }) {
        case 4: return .ipv4
        case 6: return .ipv6
        case 0:
            // RFC 4385, RFC 4448: a control word, then an Ethernet frame.
            try reader.skip(4)
            return .ethernet
        case nil: throw DecodeError(.truncated(needed: 1, available: 0), at: reader.position)
        default: return .notIP(0x8847)
        }
    }
}
