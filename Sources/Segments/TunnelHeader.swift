import Bytes

/// What carries a whole packet inside IP: GRE by protocol number, VXLAN, Geneve and GTP-U by UDP port.
enum TunnelHeader {
    // MARK: GRE

    //  C R K S s recursion 3 | A flags 4 | version 3 | protocol 16 |
    //  checksum, offset | key | sequence | acknowledgement
    /// RFC 2784 and 2890, and version 1 as PPTP uses it (RFC 2637).
    static func gre(_ reader: inout ByteReader, _ envelope: inout Envelope) throws(DecodeError) -> InnerLayer {
        envelope.layer = .gre
        let start = reader.position
        let flags = try reader.u16()
        let type = try reader.u16()
        // Routing (RFC 1701) is deprecated; its list of variable length is not read.
        guard flags & 0x4000 == 0, flags & 7 <= 1 else { return .otherIP(47) }
        if flags & 0x8000 != 0 { try reader.skip(4) }
        let key = flags & 0x2000 != 0 ? try reader.u32() : 0
        if flags & 0x1000 != 0 { try reader.skip(4) }
        if flags & 7 == 1 {
            guard type == 0x880b else { return .otherIP(47) }
            if flags & 0x0080 != 0 { try reader.skip(4) }
            // An acknowledgement has no sequence number and nothing inside.
            if reader.isAtEnd { return .otherIP(47) }
            // The key is a length and a call id, which differs per direction.
            try envelope.enter(.gre, id: 0, at: start)
            return .ppp
        }
        try envelope.enter(.gre, id: key, at: start)
        switch type {
        case 0x6558: return .ethernet
        case 0x880b: return .ppp
        case 0x88be:
            // ERSPAN: type I has no header, type II has one and a sequence number.
            if flags & 0x1000 != 0 { try reader.skip(8) }
            return .ethernet
        case 0x22eb:
            // ERSPAN type III; the last bit tells of a subheader.
            try reader.skip(11)
            if try reader.u8() & 1 != 0 { try reader.skip(8) }
            return .ethernet
        default: return .etherType(type)
        }
    }

    // MARK: Over UDP

    /// What is in a datagram to `port`. A port is a guess: what does not look like the tunnel is plain UDP.
    static func overUDP(
        port: UInt16, _ reader: inout ByteReader, _ envelope: inout Envelope
    ) throws(DecodeError) -> InnerLayer {
        switch port {
        case 4789, 8472: try vxlan(&reader, &envelope)
        case 6081: try geneve(&reader, &envelope)
        case 2152: try gtpU(&reader, &envelope)
        default: .udp
        }
    }

    /// RFC 7348 § 5: flags, of which one says that the network identifier is valid; identifier; an Ethernet frame.
    private static func vxlan(
        _ reader: inout ByteReader, _ envelope: inout Envelope
    ) throws(DecodeError) -> InnerLayer {
        guard reader.remaining >= 8 + 14, let flags = reader.peek(), flags & 0x08 != 0 else {
            return .udp
        }
        envelope.layer = .vxlan
        let start = reader.position
        try reader.skip(4)
        let identifier = try reader.u24()
        try reader.skip(1)
        try envelope.enter(.vxlan, id: identifier, at: start)
        return .ethernet
    }

    /// RFC 8926 § 3.4: version and length of the options, flags, protocol, identifier, options.
    private static func geneve(
        _ reader: inout ByteReader, _ envelope: inout Envelope
    ) throws(DecodeError) -> InnerLayer {
        guard reader.remaining >= 8, let first = reader.peek(), first >> 6 == 0 else { return .udp }
        envelope.layer = .geneve
        let start = reader.position
        try reader.skip(2)
        let type = try reader.u16()
        let identifier = try reader.u24()
        try reader.skip(1)
        try reader.skip(Int(first & 0x3f) * 4)
        try envelope.enter(.geneve, id: identifier, at: start)
        return type == 0x6558 ? .ethernet : .etherType(type)
    }

    /// 3GPP TS 29.281 § 5: a G-PDU, with sequence number and extension headers where its flags say so.
    private static func gtpU(
        _ reader: inout ByteReader, _ envelope: inout Envelope
    ) throws(DecodeError) -> InnerLayer {
        // Version 1, protocol type GTP; message type 255 carries a packet.
        guard reader.remaining >= 8, let flags = reader.peek(), flags & 0xf0 == 0x30, reader.peek(1) == 0xff else {
            return .udp
        }
        envelope.layer = .gtpU
        let start = reader.position
        try reader.skip(8)
        if flags & 0x07 != 0 {
            try reader.skip(3)
            var extensionType = try reader.u8()
            if flags & 0x04 == 0 { extensionType = 0 }
            while extensionType != 0 {
                let size = Int(try reader.u8()) * 4
                guard size >= 4 else {
                    throw DecodeError(.invalid(what: "length of extension header", value: 0), at: reader.position - 1)
                }
                try reader.skip(size - 2)
                extensionType = try reader.u8()
            }
        }
        // Each direction of a conversation has a tunnel endpoint identifier of its own: it names no flow.
        try envelope.enter(.gtpU, id: 0, at: start)
        guard let version = reader.peek(), version >> 4 == 4 || version >> 4 == 6 else { return .udp }
        return .ip
    }
}
