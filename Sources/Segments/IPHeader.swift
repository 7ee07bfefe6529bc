import Bytes

/// IPv4 (RFC 791) and IPv6 (RFC 8200) with its extension headers.
enum IPHeader {
    /// IP of either version.
    static func either(_ reader: inout ByteReader) throws(DecodeError) -> InnerLayer {
        switch reader.peek().map({ $0 >> 4 }) {
        case 4: return .ipv4
        case 6: return .ipv6
        case let version?: throw DecodeError(.invalid(what: "version", value: UInt64(version)), at: reader.position)
        case nil: throw DecodeError(.truncated(needed: 1, available: 0), at: reader.position)
        }
    }

    //  version 4 | IHL 4 | TOS 8 | total length 16 | identification 16 | 0 DF MF offset 13 |
    //  TTL 8 | protocol 8 | checksum 16 | source 32 | destination 32 | options
    static func ipv4(_ reader: inout ByteReader, _ envelope: inout Envelope) throws(DecodeError) -> InnerLayer {
        let start = reader.position
        // Of a reader of known length every read after this is free.
        var header = try reader.limited(to: 20)
        let first = try header.u8()
        guard first >> 4 == 4 else {
            throw DecodeError(.invalid(what: "version", value: UInt64(first >> 4)), at: start)
        }
        let headerSize = Int(first & 0x0f) * 4
        guard headerSize >= 20 else {
            throw DecodeError(.invalid(what: "header length", value: UInt64(headerSize)), at: start)
        }
        try header.skip(1)
        let totalLength = Int(try header.u16())
        let identification = try header.u16()
        let fragmentField = try header.u16()
        try header.skip(1)
        let protocolNumber = try header.u8()
        try header.skip(2)
        envelope.source = Address(ipv4: try header.u32())
        envelope.destination = Address(ipv4: try header.u32())
        envelope.identification = identification
        envelope.isRouted = false
        try reader.skip(headerSize - 20)
        // 0: the packet was captured before segmentation offload and has no length yet.
        if totalLength != 0 {
            guard totalLength >= headerSize else {
                throw DecodeError(.invalid(what: "total length", value: UInt64(totalLength)), at: start + 2)
            }
            try envelope.end(&reader, after: totalLength - headerSize)
        }
        if fragmentField & 0x3fff != 0 {
            envelope.part = Envelope.Part(
                identification: UInt32(identification), offset: UInt32(fragmentField & 0x1fff) * 8,
                isLast: fragmentField & 0x2000 == 0)
            return .fragment(protocolNumber)
        }
        return .transport(protocolNumber)
    }

    //  version 4 | traffic class 8 | flow label 20 | payload length 16 | next header 8 | hop limit 8 | addresses
    static func ipv6(_ reader: inout ByteReader, _ envelope: inout Envelope) throws(DecodeError) -> InnerLayer {
        let start = reader.position
        var header = try reader.limited(to: 40)
        let first = try header.u32()
        guard first >> 28 == 6 else {
            throw DecodeError(.invalid(what: "version", value: UInt64(first >> 28)), at: start)
        }
        let payloadLength = Int(try header.u16())
        let nextHeader = try header.u8()
        try header.skip(1)
        envelope.source = Address(ipv6High: try header.u64(), low: try header.u64())
        envelope.destination = Address(ipv6High: try header.u64(), low: try header.u64())
        envelope.identification = nil
        envelope.isRouted = false
        // 0: a jumbogram, whose option is read later, or a packet before segmentation offload.
        if payloadLength != 0 { try envelope.end(&reader, after: payloadLength) }
        return .ipv6Chain(nextHeader)
    }

    /// Steps over extension headers up to the transport header or a fragment header.
    static func ipv6Chain(
        _ firstHeader: UInt8, _ reader: inout ByteReader, _ envelope: inout Envelope
    ) throws(DecodeError) -> InnerLayer {
        var number = firstHeader
        while true {
            let start = reader.position
            switch number {
            case 0:
                number = try reader.u8()
                var options = try reader.limited(to: Int(try reader.u8()) * 8 + 6)
                if let length = try jumboLength(&options), start + length >= reader.position {
                    // RFC 2675 counts from behind the IPv6 header, where this one must stand.
                    try envelope.end(&reader, after: start + length - reader.position)
                }
            case 43:
                number = try reader.u8()
                let length = Int(try reader.u8())
                try reader.skip(1)
                if try reader.u8() != 0 { envelope.isRouted = true }
                try reader.skip(length * 8 + 4)
            case 60, 135, 139, 140:
                number = try reader.u8()
                let length = Int(try reader.u8())
                try reader.skip(length * 8 + 6)
            case 51:
                number = try authentication(&reader)
            case 44:
                number = try reader.u8()
                try reader.skip(1)
                let field = try reader.u16()
                let identification = try reader.u32()
                // RFC 6946: an atomic fragment is a whole packet.
                guard field & 0xfff9 != 0 else { continue }
                envelope.part = Envelope.Part(
                    identification: identification, offset: UInt32(field & 0xfff8), isLast: field & 1 == 0)
                return .fragment(number)
            default:
                return .transport(number)
            }
        }
    }

    /// The payload length of a jumbogram (RFC 2675 § 2) among hop-by-hop options.
    private static func jumboLength(_ reader: inout ByteReader) throws(DecodeError) -> Int? {
        while !reader.isAtEnd {
            let type = try reader.u8()
            // A pad of one byte has no length.
            if type == 0 { continue }
            let length = Int(try reader.u8())
            if type == 0xc2, length == 4 { return Int(try reader.u32()) }
            try reader.skip(length)
        }
        return nil
    }

    /// RFC 4302 § 2; its length counts in 4 bytes, two less. Gives the number of what follows.
    static func authentication(_ reader: inout ByteReader) throws(DecodeError) -> UInt8 {
        let nextHeader = try reader.u8()
        let length = Int(try reader.u8())
        try reader.skip((length + 2) * 4 - 2)
        return nextHeader
    }
}
