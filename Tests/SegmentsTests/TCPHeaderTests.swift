import Packets
import Segments
import TestSupport
import Testing

@Suite struct TCPHeaderTests {
    let client = SamplePacket.client
    let server = SamplePacket.server

    @Test("padding behind the IP packet is no payload")
    func padding() throws {
        let segment = PacketBuilder.tcp(from: client, to: server)
        let ip = PacketBuilder.ip(6, from: client.address, to: server.address, segment)
        let decoded = Decoded(PacketBuilder.ethernet(0x0800, ip, padded: true))
        #expect(try #require(decoded.segment).payloadLength == 0)
        #expect(decoded.payload == [])
    }

    @Test(
        "the window scale is read among other options of a SYN",
        arguments: [
            ([3, 3, 7, 0], 7),
            // MSS 1460, SACK permitted, NOP, window scale.
            ([2, 4, 5, 0xb4, 4, 2, 1, 1, 1, 3, 3, 14], 14),
            // End of options before it; a length that leads nowhere; one that leads out.
            ([0, 3, 3, 7], nil),
            ([5, 0, 3, 3, 7, 0, 0, 0], nil),
            ([8, 200, 3, 3], nil),
            ([], nil),
        ] as [([UInt8], UInt8?)])
    func windowScale(options: [UInt8], scale: UInt8?) throws {
        let syn = PacketBuilder.frame(from: client, to: server, flags: [.syn], options: options)
        #expect(try #require(Decoded(syn).segment).windowScale == scale)
    }

    @Test("a window scale outside a SYN has no meaning")
    func windowScaleLater() throws {
        let frame = PacketBuilder.frame(from: client, to: server, flags: [.ack], options: [3, 3, 7, 0])
        #expect(try #require(Decoded(frame).segment).windowScale == nil)
    }

    @Test("a header cut in its options is a segment without captured payload")
    func cutOptions() throws {
        let frame = PacketBuilder.frame(
            from: client, to: server, options: [1, 1, 8, 10, 0, 0, 0, 1, 0, 0, 0, 2], payload: [1, 2, 3])
        let decoded = Decoded(Array(frame[..<(14 + 20 + 24)]), originalLength: frame.count)
        let segment = try #require(decoded.segment)
        #expect(segment.payload.isEmpty)
        #expect(segment.payloadLength == 3)
        #expect(segment.checksum == .unverified)
    }

    @Test("a wrong checksum is told, and the segment delivered")
    func wrongChecksum() throws {
        let frame = PacketBuilder.frame(from: client, to: server, checksum: 0x1234, payload: [1, 2, 3])
        let decoded = Decoded(frame)
        #expect(try #require(decoded.segment).checksum == .invalid)
        #expect(decoded.payload == [1, 2, 3])
    }

    @Test("nobody asked, nothing is verified")
    func unverified() throws {
        var decoder = PacketDecoder()
        decoder.verifyChecksums = false
        let frame = PacketBuilder.frame(from: client, to: server, checksum: 0x1234)
        #expect(try #require(Decoded(frame, with: &decoder).segment).checksum == .unverified)
    }

    @Test("the checksum fits at every length and fails for every flipped bit")
    func checksums() throws {
        for count in 0..<70 {
            let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
            let frame = PacketBuilder.frame(from: SamplePacket.client6, to: SamplePacket.server6, payload: payload)
            #expect(try #require(Decoded(frame).segment).checksum == .valid, "\(count) bytes")
            guard count > 0 else { continue }
            for bit in 0..<8 {
                var changed = frame
                changed[changed.count - 1 - count / 2] ^= 1 << bit
                #expect(try #require(Decoded(changed).segment).checksum == .invalid, "\(count) bytes, bit \(bit)")
            }
        }
    }

    @Test("a large segment of ones does not overflow the sum")
    func manyOnes() throws {
        let payload = [UInt8](repeating: 0xff, count: 65_000)
        let frame = PacketBuilder.frame(from: client, to: server, payload: payload)
        #expect(try #require(Decoded(frame).segment).checksum == .valid)
    }

    @Test("a packet before segmentation offload has the length that was captured, or was on the wire")
    func offload() throws {
        let segment = PacketBuilder.tcp(from: client, to: server, payload: [UInt8](repeating: 1, count: 100))
        let ip = PacketBuilder.ipv4(6, from: client.address, to: server.address, totalLength: 0, segment)
        let frame = PacketBuilder.ethernet(0x0800, ip)
        #expect(try #require(Decoded(frame).segment).payloadLength == 100)
        let cut = Decoded(Array(frame[..<64]), originalLength: frame.count)
        #expect(try #require(cut.segment).payloadLength == 100)
        #expect(cut.payload.count == 10)
    }

    @Test("a packet that the mirror port cut has the length that IP says")
    func mirrorCut() throws {
        let frame = PacketBuilder.frame(from: client, to: server, payload: [UInt8](repeating: 1, count: 100))
        let decoded = Decoded(Array(frame[..<64]))
        #expect(try #require(decoded.segment).payloadLength == 100)
        #expect(decoded.payload.count == 10)
    }
}
