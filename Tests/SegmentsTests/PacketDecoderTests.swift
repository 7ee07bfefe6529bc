import Bytes
import Packets
import Segments
import TestSupport
import Testing

@Suite struct PacketDecoderTests {
    @Test("a segment is found under any wrapping", arguments: SamplePacket.all)
    func wrapped(sample: SamplePacket) throws {
        let decoded = Decoded(sample.bytes, sample.linkType)
        #expect(decoded.verdict == .tcp)
        let segment = try #require(decoded.segment)
        #expect(segment.source == (sample.isIPv6 ? SamplePacket.client6 : SamplePacket.client))
        #expect(segment.destination == (sample.isIPv6 ? SamplePacket.server6 : SamplePacket.server))
        #expect(segment.sequence == 0x1020_3040)
        #expect(segment.acknowledgement == 0x5060_7080)
        #expect(segment.flags == [.ack, .psh])
        #expect(segment.window == 512)
        #expect(segment.encapsulation == sample.encapsulation)
        #expect(segment.checksum == (sample.hasChecksum ? .valid : .unverified))
        #expect(segment.identification == (sample.isIPv6 ? nil : 1))
        #expect(segment.payloadLength == SamplePacket.payload.count)
        #expect(decoded.payload == SamplePacket.payload)
    }

    @Test("a packet that the snap length cut at any byte keeps its length or is told cut", arguments: SamplePacket.all)
    func cut(sample: SamplePacket) throws {
        for count in 0..<sample.bytes.count {
            let decoded = Decoded(
                Array(sample.bytes[..<count]), sample.linkType, originalLength: sample.bytes.count)
            switch decoded.verdict {
            case .tcp:
                let segment = try #require(decoded.segment)
                #expect(segment.sequence == 0x1020_3040)
                #expect(segment.payloadLength == SamplePacket.payload.count)
                #expect(SamplePacket.payload.starts(with: decoded.payload))
                let isWhole = decoded.payload.count == SamplePacket.payload.count
                #expect(segment.checksum == (isWhole && sample.hasChecksum ? .valid : .unverified))
            case .malformed(_, let error):
                guard case .truncated = error.reason else {
                    Issue.record("\(error) at \(count)")
                    return
                }
                #expect(error.position <= count)
            case .udp, .otherIP(47):
                // What is cut in the tunnel's own header does not look like a tunnel.
                #expect(sample.encapsulation.tunnel != .none)
            default:
                Issue.record("\(decoded.verdict) at \(count)")
            }
        }
    }

    @Test("no change of a byte makes the decoder read beyond the packet", arguments: SamplePacket.all)
    func mutated(sample: SamplePacket) {
        var decoder = PacketDecoder()
        for index in sample.bytes.indices {
            for change in [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff, sample.bytes[index]] {
                var bytes = sample.bytes
                bytes[index] ^= change
                // The decoder is shared, so fragments made by accident pile up in it.
                let decoded = Decoded(bytes, sample.linkType, at: Int64(index) << 30, with: &decoder)
                if let segment = decoded.segment {
                    #expect(decoded.verdict == .tcp)
                    #expect(segment.payloadLength >= segment.payload.count)
                    #expect(segment.payload.count == decoded.payload.count)
                }
            }
        }
    }

    // MARK: What is not TCP

    @Test("other packets are told for what they are")
    func others() {
        let a = SamplePacket.client
        let b = SamplePacket.server
        let udp = PacketBuilder.udp(from: a, to: b, payload: [1, 2, 3])
        #expect(
            Decoded(PacketBuilder.ethernet(0x0800, PacketBuilder.ip(17, from: a.address, to: b.address, udp)))
                .verdict == .udp)
        let icmp = PacketBuilder.ip(1, from: a.address, to: b.address, [8, 0, 0, 0])
        #expect(Decoded(icmp, .raw).verdict == .otherIP(1))
        // ESP hides what follows; 59 means that nothing does.
        #expect(Decoded(SamplePacket.extended(50, [0, 0, 0, 1, 0, 0, 0, 1]), .raw).verdict == .otherIP(50))
        #expect(Decoded(SamplePacket.extended(59, []), .raw).verdict == .otherIP(59))
        // ARP.
        #expect(Decoded(PacketBuilder.ethernet(0x0806, [0, 1, 8, 0])).verdict == .notIP(0x0806))
        // PPPoE discovery, LCP echo.
        #expect(Decoded(PacketBuilder.ethernet(0x8863, [0x11, 9, 0, 0, 0, 0])).verdict == .notIP(0x8863))
        #expect(Decoded([0xff, 3, 0xc0, 0x21, 9, 1, 0, 8], .ppp).verdict == .notIP(0xc021))
        // Spanning tree: 802.3 of 38 bytes, LLC 42 42 03.
        #expect(Decoded(PacketBuilder.ethernet(38, [0x42, 0x42, 3, 0, 0])).verdict == .notIP(38))
        #expect(Decoded(SamplePacket.ethernet, LinkType(rawValue: 147)).verdict == .unknownLinkType)
    }

    @Test("UDP to a tunnel's port that is no tunnel stays UDP")
    func noTunnel() {
        for port: UInt16 in [4789, 6081, 2152] {
            let bytes = SamplePacket.overUDP(port, [0xf7, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
            #expect(Decoded(bytes).verdict == .udp, "port \(port)")
        }
    }

    @Test("GRE that is not read is told as GRE")
    func unreadableGRE() {
        // Source routing; version 2; PPTP acknowledgement without data.
        #expect(Decoded(SamplePacket.tunnel(47, [0x40, 0, 8, 0] + SamplePacket.ipv4)).verdict == .otherIP(47))
        #expect(Decoded(SamplePacket.tunnel(47, [0, 2, 8, 0] + SamplePacket.ipv4)).verdict == .otherIP(47))
        let acknowledgement: [UInt8] = [0x20, 0x81, 0x88, 0x0b, 0, 0, 0, 7, 0, 0, 0, 1]
        #expect(Decoded(SamplePacket.tunnel(47, acknowledgement)).verdict == .otherIP(47))
    }

    // MARK: What is wrong

    @Test("a fifth tunnel and a fifth tag are one too many")
    func depth() {
        var inside = SamplePacket.ipv4
        for _ in 0..<4 { inside = SamplePacket.tunneled(4, inside) }
        #expect(Decoded(inside, .raw).verdict == .tcp)
        guard case .malformed(_, let error) = Decoded(SamplePacket.tunneled(4, inside), .raw).verdict else {
            Issue.record("five tunnels were read")
            return
        }
        #expect(error.reason == .limit(what: "number of tunnels inside one another", bound: 4))
        let tagged = PacketBuilder.ethernet(0x0800, SamplePacket.ipv4, vlans: [1, 2, 3, 4, 5])
        #expect(
            Decoded(tagged).verdict
                == .malformed(.vlan, DecodeError(.limit(what: "number of VLAN tags", bound: 4), at: 30)))
    }

    @Test("headers that contradict themselves name the layer and the byte")
    func contradictions() {
        var bytes = SamplePacket.ipv4
        bytes[0] = 0x44
        #expect(
            Decoded(bytes, .raw).verdict
                == .malformed(.ipv4, DecodeError(.invalid(what: "header length", value: 16), at: 0)))
        bytes = SamplePacket.ipv4
        bytes[3] = 19
        #expect(
            Decoded(bytes, .raw).verdict
                == .malformed(.ipv4, DecodeError(.invalid(what: "total length", value: 19), at: 2)))
        bytes = SamplePacket.ipv4
        bytes[0] = 0x75
        #expect(
            Decoded(bytes, .raw).verdict
                == .malformed(.ip, DecodeError(.invalid(what: "version", value: 7), at: 0)))
        #expect(
            Decoded([0x75] + bytes.dropFirst(), .ipv4).verdict
                == .malformed(.ipv4, DecodeError(.invalid(what: "version", value: 7), at: 0)))
        #expect(
            Decoded(SamplePacket.ipv4, .ipv6).verdict
                == .malformed(.ipv6, DecodeError(.invalid(what: "version", value: 4), at: 0)))
        bytes = SamplePacket.ipv4
        bytes[20 + 12] = 0x40
        #expect(
            Decoded(bytes, .raw).verdict
                == .malformed(.tcp, DecodeError(.invalid(what: "data offset", value: 16), at: 32)))
        // 60 bytes of header in a segment of 29.
        bytes[20 + 12] = 0xf0
        #expect(
            Decoded(bytes, .raw).verdict
                == .malformed(.tcp, DecodeError(.invalid(what: "data offset", value: 60), at: 32)))
        #expect(
            Decoded([0x21, 0, 0, 1, 0, 0, 0, 0x21] + SamplePacket.ipv4, .pppEthernet).verdict
                == .malformed(.pppoe, DecodeError(.invalid(what: "version and type", value: 0x21), at: 0)))
        #expect(
            Decoded([], .raw).verdict
                == .malformed(.ip, DecodeError(.truncated(needed: 1, available: 0), at: 0)))
    }

    @Test("an extension header of GTP-U without length ends the packet, not the program")
    func emptyExtension() {
        let bytes = SamplePacket.overUDP(2152, [0x34, 0xff, 0, 60, 1, 2, 3, 4, 0, 1, 0, 0x85, 0, 0, 0, 0])
        guard case .malformed(.gtpU, _) = Decoded(bytes).verdict else {
            Issue.record("not malformed")
            return
        }
    }
}
