import Packets
import PcapCapture
import Segments
import TestSupport
import Testing

/// What becomes of packets, one by one.
@Suite("Packets of a copy")
struct CopiedPacketTests {
    private let client = Endpoint(address: Address(ipv4: 0x0a00_0001), port: 5000)
    private let server = Endpoint(address: Address(ipv4: 0x0a00_0002), port: 1935)

    private func copy(
        _ frames: [[UInt8]], addresses: Bool = false, keepsOthers: Bool = false
    ) throws -> [[UInt8]] {
        let file = CaptureBuilder.pcap(frames.enumerated().map { .init($1, at: Int64($0) * 1000) })
        let bytes = try Redacting.copy(file, addresses: addresses, keepsOthers: keepsOthers).bytes
        #expect(bytes.count == file.count)
        var source = try CaptureFile(bytes: bytes, name: "copy")
        var copies: [[UInt8]] = []
        while let frame = try source.next({ _, bytes in bytes.withUnsafeBytes { [UInt8]($0) } }) {
            copies.append(frame)
        }
        return copies
    }

    /// A publisher whose segments are wrapped by `wrap`.
    private func publishing(_ wrap: ([UInt8]) -> [UInt8]) -> [[UInt8]] {
        var connection = BuiltConnection(client: client, server: server)
        connection.handshake()
        connection.connect()
        connection.command(.client, "publish", 3, [.null, .string("hidden-stream-key"), .string("live")], stream: 1)
        // Behind Ethernet's 14 bytes.
        return connection.records.map { wrap(Array($0.bytes[14...])) }
    }

    @Test("in VXLAN the secret goes and both checksums stay right")
    func vxlan() throws {
        let outer = Endpoint(address: Address(ipv4: 0xac10_0001), port: 4789)
        let frames = publishing { packet in
            let inner: [UInt8] = [8, 0, 0, 0, 0, 0, 7, 0] + PacketBuilder.ethernet(0x0800, packet)
            return PacketBuilder.ethernet(
                0x0800,
                PacketBuilder.ip(
                    17, from: outer.address, to: outer.address,
                    PacketBuilder.udp(from: outer, to: outer, payload: inner)))
        }
        #expect(frames.contains { Redacting.holds($0, "hidden-stream-key") })
        for addresses in [false, true] {
            let copies = try copy(frames, addresses: addresses)
            #expect(!copies.contains { Redacting.holds($0, "hidden") })
            #expect(copies.contains { Redacting.holds($0, "name1xxxxxxxxxxxx") })
            for frame in copies {
                #expect(Self.ipv4ChecksumIsRight(frame, at: 14))
                #expect(Self.transportChecksumIsRight(frame, ip: 14, protocolNumber: 17))
                #expect(Self.ipv4ChecksumIsRight(frame, at: 64))
                #expect(Self.transportChecksumIsRight(frame, ip: 64, protocolNumber: 6))
                // 10.0.0.1 and 172.16.0.1.
                if addresses {
                    #expect(frame.ranges(of: [10, 0, 0]).isEmpty && frame.ranges(of: [172, 16, 0]).isEmpty)
                }
            }
        }
    }

    @Test("a wrong checksum stays wrong")
    func wrongChecksum() throws {
        let right = publishing { PacketBuilder.ethernet(0x0800, $0) }
        let wrong = right.map { frame in
            var frame = frame
            frame[50] ^= 0x55
            return frame
        }
        let copies = try copy(wrong, addresses: true)
        #expect(copies.allSatisfy { !Self.transportChecksumIsRight($0, ip: 14, protocolNumber: 6) })
    }

    @Test("UDP without a checksum stays without, other payload is blanked, padding as well")
    func udp() throws {
        var datagram = PacketBuilder.udp(from: client, to: server, payload: Array("user=alice".utf8))
        datagram.replaceSubrange(6..<8, with: [0, 0])
        let frame = PacketBuilder.ethernet(
            0x0800, PacketBuilder.ip(17, from: client.address, to: server.address, datagram), padded: true)
        let copied = try copy([frame])[0]
        #expect(Array(copied[..<42]) == Array(frame[..<42]))
        #expect(copied[42...].allSatisfy { $0 == 0 })
        #expect(try copy([frame], keepsOthers: true)[0][42..<52].elementsEqual("user=alice".utf8))
    }

    @Test("other TCP payload is blanked with a right checksum")
    func otherTCP() throws {
        let frame = PacketBuilder.frame(
            from: client, to: Endpoint(address: server.address, port: 80), payload: Array("GET /?key=abc".utf8))
        let copied = try copy([frame])[0]
        #expect(!Redacting.holds(copied, "key"))
        #expect(Self.transportChecksumIsRight(copied, ip: 14, protocolNumber: 6))
    }

    @Test("what cannot be read is blanked: unknown protocols, packets cut in their headers, ARP but for its addresses")
    func unreadable() throws {
        let lldp = PacketBuilder.ethernet(0x88cc, Array("switch-in-rack-7".utf8))
        let cut = Array(PacketBuilder.frame(from: client, to: server)[..<30])
        let arp = PacketBuilder.ethernet(
            0x0806,
            [0, 1, 8, 0, 6, 4, 0, 1] + [2, 0, 0, 0, 0, 9] + [10, 0, 0, 1] + [0, 0, 0, 0, 0, 0] + [10, 0, 0, 2])
        let copies = try copy([lldp, cut, arp])
        #expect(copies[0][14...].allSatisfy { $0 == 0 })
        #expect(copies[1][14...].allSatisfy { $0 == 0 })
        #expect(copies[2] == arp)
        let masked = try copy([arp], addresses: true)[0]
        #expect(masked.ranges(of: [10, 0, 0]).isEmpty)
        #expect(masked.ranges(of: [192, 0, 2, 1]).count == 1)
        #expect(masked.ranges(of: [2, 0, 0, 0, 0, 9]).isEmpty)
    }

    // MARK: Checksums

    private static func ipv4ChecksumIsRight(_ frame: [UInt8], at start: Int) -> Bool {
        sum(Array(frame[start..<start + 20])) == 0xffff
    }

    private static func transportChecksumIsRight(_ frame: [UInt8], ip: Int, protocolNumber: UInt8) -> Bool {
        let length = Int(frame[ip + 2]) << 8 | Int(frame[ip + 3])
        let segment = Array(frame[(ip + 20)..<(ip + length)])
        let pseudo =
            Array(frame[(ip + 12)..<(ip + 20)]) + [0, protocolNumber] + PacketBuilder.u16(UInt16(segment.count))
        return sum(pseudo + segment) == 0xffff
    }

    private static func sum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0
        for index in stride(from: 0, to: bytes.count, by: 2) {
            sum += UInt32(bytes[index]) << 8 | (index + 1 < bytes.count ? UInt32(bytes[index + 1]) : 0)
            sum = sum & 0xffff + sum >> 16
        }
        return sum
    }
}
