import Packets
import Segments
import TestSupport
import Testing

@testable import Dissection
@testable import RTMP

/// Which connections are shown as RTMP, which under another name, which not at all, and who is the client.
@Suite struct FlowRecognitionTests {
    private static let client = Endpoint(address: Address(ipv4: 0xc000_0201), port: 50_000)

    private static func server(port: UInt16) -> Endpoint { Endpoint(address: Address(ipv4: 0xc633_6407), port: port) }

    private static func dissect(
        port: UInt16 = 1935, opened: Bool = true, options: DissectionOptions = .init(),
        _ body: (inout BuiltConnection) -> Void
    ) -> Dissected {
        var connection = BuiltConnection(server: server(port: port), opened: opened)
        body(&connection)
        return Dissected(connection, options: options)
    }

    /// A C1 or S1 with a digest that fits: a digest-first block whose offset bytes are 0.
    private static func signed(_ role: HandshakeRole) -> [UInt8] {
        var block = (0..<1536).map { UInt8(truncatingIfNeeded: $0 &* 13 &+ 5) }
        block.replaceSubrange(0..<4, with: [0, 0, 0, 9])
        block.replaceSubrange(4..<12, with: [9, 0, 124, 2, 0, 0, 0, 0])
        // The digest covers everything but itself: bytes 12 to 43.
        let digest = HandshakeKeys.hmac(
            key: HandshakeKeys.digestKey(of: role), block[..<12], block[44...])
        block.replaceSubrange(12..<44, with: digest)
        return block
    }

    // MARK: RTMP

    @Test("a handshake is RTMP on any port", arguments: [1935, 80, 19350] as [UInt16])
    func anyPort(port: UInt16) {
        let dissected = Self.dissect(port: port) { $0.handshake() }
        #expect(dissected.openings.map(\.protocol) == [.rtmp])
        #expect(dissected.openings.first?.client == Self.client)
        #expect(dissected.totals.rtmpFlows == 1)
    }

    @Test("who sent the SYN is the client, even where ports say the opposite")
    func clientBySYN() {
        let dissected = Dissected(
            {
                var connection = BuiltConnection(
                    client: Endpoint(address: Address(ipv4: 1), port: 1935),
                    server: Endpoint(address: Address(ipv4: 2), port: 60_000))
                connection.handshake()
                return connection
            }())
        #expect(dissected.openings.first?.client.port == 1935)
        #expect(dissected.openings.first?.sawSYN == true)
    }

    @Test("without a SYN the digest tells the client, whoever speaks first and whatever the ports are")
    func clientByDigest() {
        for first in BuiltConnection.Sender.allCases {
            var connection = BuiltConnection(
                client: Endpoint(address: Address(ipv4: 1), port: 4000),
                server: Endpoint(address: Address(ipv4: 2), port: 50_000), opened: false)
            connection.send(first, [3] + Self.signed(first == .client ? .client : .server), maximum: 4000)
            let dissected = Dissected(connection)
            #expect(dissected.openings.first?.client.port == 4000, "\(first)")
            #expect(dissected.openings.first?.sawSYN == false)
        }
    }

    @Test("without SYN and digest the known port is the server's")
    func clientByPort() {
        for first in BuiltConnection.Sender.allCases {
            let dissected = Self.dissect(opened: false) { $0.send(first, [3] + SimpleHandshake.block, maximum: 4000) }
            #expect(dissected.openings.first?.server.port == 1935, "\(first)")
        }
    }

    @Test("one direction alone is enough, either of them")
    func oneDirection() {
        for sender in BuiltConnection.Sender.allCases {
            let dissected = Self.dissect { connection in
                connection.lose(sender == .client ? .server : .client, count: 3073)
                connection.send(sender, SimpleHandshake.side)
                connection.message(sender, type: 5, csid: 2, PacketBuilder.u32(2_500_000))
            }
            #expect(dissected.openings.map(\.protocol) == [.rtmp])
            #expect(dissected.messages.count == 1)
            #expect(
                dissected.messages.first?.event.direction == (sender == .client ? .clientToServer : .serverToClient))
        }
    }

    @Test("half a handshake is shown on the known port, and elsewhere where its zero field says so")
    func halfHandshakes() {
        let half = [3] + SimpleHandshake.block.prefix(700)
        #expect(Self.dissect { $0.send(.client, half) }.openings.map(\.protocol) == [.rtmp])
        #expect(Self.dissect(port: 8000) { $0.send(.client, half) }.openings.map(\.protocol) == [.rtmp])
        // Bytes 4 to 7 are not zero: nothing says that this is a handshake.
        let odd = [3] + [UInt8](repeating: 0x77, count: 700)
        #expect(Self.dissect(port: 8000) { $0.send(.client, odd) }.openings.isEmpty)
        #expect(Self.dissect { $0.send(.client, odd) }.openings.map(\.protocol) == [.rtmp])
    }

    @Test("a port that is named, and a server that spoke RTMP before, are known ports")
    func knownPorts() {
        let odd = [3] + [UInt8](repeating: 0x77, count: 700)
        var options = DissectionOptions()
        options.ports = [8000]
        #expect(Self.dissect(port: 8000, options: options) { $0.send(.client, odd) }.openings.count == 1)

        var first = BuiltConnection(server: Self.server(port: 8000))
        first.handshake()
        var second = BuiltConnection(
            client: Endpoint(address: Address(ipv4: 7), port: 50_001), server: Self.server(port: 8000),
            time: first.time)
        second.send(.client, odd)
        let dissected = Dissected(first.records + second.records)
        #expect(dissected.openings.count == 2)
    }

    @Test("RTMPE is named by its version", arguments: [6, 8, 9] as [UInt8])
    func encrypted(version: UInt8) {
        let dissected = Self.dissect { connection in
            connection.send(.client, [version] + Self.signed(.client), maximum: 4000)
            connection.send(.server, [version] + Self.signed(.server), maximum: 4000)
        }
        #expect(dissected.openings.map(\.protocol) == [.rtmpe])
    }

    @Test("a proxy's prefix stands before the handshake and is told")
    func prefixes() {
        let line = Array("PROXY TCP4 192.0.2.9 198.51.100.7 56324 1935\r\n".utf8)
        // PROXY v2, command PROXY, TCP over IPv4, 12 bytes of addresses.
        let binary = hex("0d0a0d0a000d0a515549540a 21 11 000c c0000209 c6336407 dc04 078f")
        // SRS: F3, a length of 4, the client's address.
        let srs = hex("f3 0004 c0000209")
        for prefix in [line, binary, srs] {
            let dissected = Self.dissect(port: 8000) { connection in
                connection.send(.client, prefix + SimpleHandshake.side)
                connection.send(.server, SimpleHandshake.side)
            }
            #expect(dissected.openings.map(\.protocol) == [.rtmp])
            let told = dissected.events.compactMap { if case .prefix(let told) = $0.body { told } else { nil } }
            #expect(told.map(\.length) == [prefix.count])
            #expect(told.first?.client?.address == "192.0.2.9")
            #expect(dissected.handshakes.first?.name.hasPrefix("C0C1") == true)
        }
    }

    // MARK: Other protocols

    /// A TLS 1.2 ClientHello with the server name `h.example`.
    private static let clientHello: [UInt8] = {
        let name = Array("h.example".utf8)
        let list = PacketBuilder.u16(UInt16(name.count + 3)) + [0] + PacketBuilder.u16(UInt16(name.count)) + name
        let extensions = PacketBuilder.u16(0) + PacketBuilder.u16(UInt16(list.count)) + list
        let body =
            [3, 3] + [UInt8](repeating: 7, count: 32) + [0, 0, 2, 0x13, 1, 1, 0]
            + PacketBuilder.u16(UInt16(extensions.count))
            + extensions
        let handshake = [1, 0] + PacketBuilder.u16(UInt16(body.count)) + body
        return [0x16, 3, 1] + PacketBuilder.u16(UInt16(handshake.count)) + handshake
    }()

    @Test("TLS and HTTP are named where RTMP is expected, and counted elsewhere")
    func otherProtocols() {
        let get = Array("GET /live.flv HTTP/1.1\r\nHost: h.example\r\n\r\n".utf8)
        for (bytes, name, word) in [(Self.clientHello, "tls", "h.example"), (get, "http", "/live.flv")] {
            let onKnownPort = Self.dissect { $0.send(.client, bytes) }
            #expect(onKnownPort.openings.map(\.protocol) == [.other(name)])
            #expect(onKnownPort.openings.first?.detail?.contains(word) == true)
            #expect(onKnownPort.ends.count == 1)
            let elsewhere = Self.dissect(port: 443) { $0.send(.client, bytes) }
            #expect(elsewhere.openings.isEmpty)
            #expect(elsewhere.totals.otherFlows == [name: 1])
        }
    }

    @Test("RTMP in HTTP is named on any port")
    func tunnelled() {
        let open = Array(
            "POST /open/1 HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-fcs\r\nContent-Length: 1\r\n\r\n\0".utf8)
        #expect(Self.dissect(port: 80) { $0.send(.client, open) }.openings.map(\.protocol) == [.other("rtmpt")])
    }

    @Test("a scanner's remote desktop request begins with 3 and is none of ours")
    func remoteDesktop() {
        // TPKT 03 00, 43 bytes; X.224 connection request; a cookie.
        let request =
            hex("0300002b 26e00000000000") + Array("Cookie: mstshash=hello\r\n".utf8) + hex("0100080003000000")
        let elsewhere = Self.dissect(port: 3389) { $0.send(.client, request) }
        #expect(elsewhere.openings.isEmpty)
        #expect(elsewhere.totals.otherFlows == ["rdp": 1])
        let expected = Self.dissect { $0.send(.client, request) }
        #expect(expected.openings.map(\.protocol) == [.other("rdp")])
    }

    @Test("connections without data, and scans of many ports, are counted and not shown")
    func scans() {
        var records: [CaptureBuilder.Record] = []
        for port in 1...50 as ClosedRange<UInt16> {
            let server = Self.server(port: port)
            records.append(
                .init(PacketBuilder.frame(from: Self.client, to: server, sequence: 1, flags: [.syn]), at: Int64(port)))
            records.append(
                .init(
                    PacketBuilder.frame(from: server, to: Self.client, acknowledgement: 2, flags: [.rst, .ack]),
                    at: Int64(port) + 100))
        }
        var opened = BuiltConnection(client: Endpoint(address: Address(ipv4: 7), port: 999))
        opened.close(.client)
        let dissected = Dissected(records + opened.records)
        #expect(dissected.openings.isEmpty)
        #expect(dissected.totals.otherFlows == ["no data": 1, "refused": 50])
    }

    @Test("what is unknown is held up to a bound and then let go, also byte by byte")
    func bounded() {
        let noise = SeededNoise.bytes(60_000)
        let dissected = Self.dissect(port: 8000) { connection in
            connection.send(.client, noise)
            connection.send(.server, noise)
        }
        #expect(dissected.openings.isEmpty)
        #expect(dissected.totals.otherFlows == ["unknown": 1])
        let slow = Self.dissect(port: 8000) { $0.send(.client, Array(noise.prefix(3000)), maximum: 1) }
        #expect(slow.openings.isEmpty)
    }

    @Test("a handshake is recognised however it is cut")
    func cuts() {
        for size in [1, 7, 100, 1537] {
            let dissected = Self.dissect(port: 8000) { connection in
                connection.send(.client, SimpleHandshake.side, maximum: size)
                connection.send(.server, SimpleHandshake.side, maximum: size)
                connection.message(.client, type: 5, csid: 2, PacketBuilder.u32(1))
            }
            #expect(dissected.openings.map(\.protocol) == [.rtmp], "pieces of \(size)")
            #expect(dissected.messages.count == 1, "pieces of \(size)")
        }
    }
}

/// Bytes that look like nothing: the first is no version and no letter.
private enum SeededNoise {
    static func bytes(_ count: Int) -> [UInt8] {
        var random = SeededGenerator(seed: 3)
        return [0xff] + random.bytes(count - 1)
    }
}
