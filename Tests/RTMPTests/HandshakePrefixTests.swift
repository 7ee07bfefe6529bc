import RTMP
import Testing

@Suite("Prefixes before C0")
struct HandshakePrefixTests {
    /// A prefix, what it says, and C0 with the first bytes of C1 behind it.
    struct Sample: CustomTestStringConvertible, Sendable {
        var prefix: [UInt8]
        var kind: ConnectionPrefix.Kind
        var client: ConnectionPrefix.Peer?
        var destination: ConnectionPrefix.Peer?
        var testDescription: String { "\(kind.rawValue), \(prefix.count) bytes" }
    }

    static let signature: [UInt8] = [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a]

    static let samples: [Sample] = [
        Sample(
            prefix: [UInt8]("PROXY TCP4 192.0.2.1 198.51.100.7 56324 1935\r\n".utf8), kind: .proxyV1,
            client: .init(address: "192.0.2.1", port: 56324),
            destination: .init(address: "198.51.100.7", port: 1935)),
        Sample(
            prefix: [UInt8]("PROXY TCP6 2001:db8::1 ::ffff:192.0.2.9 65535 443\r\n".utf8), kind: .proxyV1,
            client: .init(address: "2001:db8::1", port: 65535),
            destination: .init(address: "::ffff:192.0.2.9", port: 443)),
        Sample(prefix: [UInt8]("PROXY UNKNOWN\r\n".utf8), kind: .proxyV1),
        Sample(prefix: [UInt8]("PROXY UNKNOWN ff::1 ff::2 1 2\r\n".utf8), kind: .proxyV1),
        // 21: version 2, PROXY. 11: IPv4, stream. 12 bytes: 192.0.2.1, 198.51.100.7, ports 56324 and 1935.
        Sample(
            prefix: signature + [0x21, 0x11, 0, 12, 192, 0, 2, 1, 198, 51, 100, 7, 0xdc, 0x04, 0x07, 0x8f],
            kind: .proxyV2, client: .init(address: "192.0.2.1", port: 56324),
            destination: .init(address: "198.51.100.7", port: 1935)),
        // IPv6 and a TLV of 4 bytes behind the addresses.
        Sample(
            prefix: signature + [0x21, 0x21, 0, 40] + handshakeBytes("20010db8000000000000000000000001")
                + handshakeBytes("fe800000000000010000000000020003") + [0x00, 0x01, 0xff, 0xff, 4, 0, 1, 0],
            kind: .proxyV2, client: .init(address: "2001:db8::1", port: 1),
            destination: .init(address: "fe80::1:0:0:2:3", port: 65535)),
        // LOCAL: a health check.
        Sample(prefix: signature + [0x20, 0x00, 0, 0], kind: .proxyV2),
        Sample(
            prefix: signature + [0x21, 0x31, 0, 216] + [UInt8]("/run/a".utf8) + [UInt8](repeating: 0, count: 210),
            kind: .proxyV2, client: .init(address: "/run/a"), destination: .init(address: "")),
        // F3, 4 bytes, 10.1.2.3.
        Sample(
            prefix: [0xf3, 0, 4, 10, 1, 2, 3], kind: .srsProxy, client: .init(address: "10.1.2.3")),
        Sample(
            prefix: [0xf3, 0, 6, 10, 1, 2, 3, 0x55, 0x55], kind: .srsProxy, client: .init(address: "10.1.2.3")),
        Sample(prefix: [0xf3, 0, 0], kind: .srsProxy),
        Sample(prefix: [0xf3, 0, 2, 7, 7], kind: .srsProxy),
    ]

    private func recognise(_ bytes: [UInt8]) -> ConnectionPrefix.Recognition {
        ConnectionPrefix.recognise(bytes.span.bytes)
    }

    @Test("a prefix is read to its end and no further", arguments: samples)
    func whole(sample: Sample) {
        let expected = ConnectionPrefix(
            kind: sample.kind, length: sample.prefix.count, client: sample.client, destination: sample.destination)
        #expect(recognise(sample.prefix) == .found(expected))
        #expect(recognise(sample.prefix + [3, 0, 0, 0, 0, 9, 0, 0x7c, 2]) == .found(expected))
        #expect(ConnectionPrefix.mayBegin(with: sample.prefix[0]))
    }

    @Test("cut at any byte a prefix waits for more", arguments: samples)
    func cut(sample: Sample) {
        for count in 0..<sample.prefix.count {
            #expect(recognise(Array(sample.prefix.prefix(count))) == .needMore, "\(count) bytes")
        }
    }

    @Test("what is no prefix is told at its first wrong byte")
    func none() {
        #expect(recognise([3]) == .none)
        #expect(recognise([3, 0, 0]) == .none)
        #expect(recognise([0x16, 3, 1]) == .none)
        #expect(recognise([UInt8]("PO".utf8)) == .none)
        #expect(recognise([UInt8]("POST /open/1 HTTP/1.1\r\n".utf8)) == .none)
        #expect(recognise([0x0d, 0x0a, 0x0d, 0x0b]) == .none)
        for byte in UInt8.min...UInt8.max where ![0xf3, 0x50, 0x0d].contains(byte) {
            #expect(recognise([byte]) == .none)
            #expect(!ConnectionPrefix.mayBegin(with: byte))
        }
    }

    @Test(
        "malformed lines are told apart from missing ones",
        arguments: [
            "PROXY TCP4 192.0.2.1 198.51.100.7 56324\r\n", "PROXY TCP5 a b 1 2\r\n", "PROXY \n", "PROXY TCP4\n",
            "PROXY TCP4 192.0.2.1 198.51.100.7 65536 1\r\n", "PROXY TCP4 192.0.2.1 198.51.100.7 +1 1\r\n",
            "PROXY TCP4 hostname 198.51.100.7 1 1\r\n", "PROXY TCP4  198.51.100.7 1 1\r\n",
            "PROXY " + String(repeating: "x", count: 101),
        ])
    func malformedLines(line: String) {
        guard case .malformed = recognise([UInt8](line.utf8)) else {
            Issue.record("not malformed: \(line)")
            return
        }
    }

    @Test(
        "malformed binary prefixes",
        arguments: [
            [0xf3, 0x04, 0x01], signature + [0x11, 0x11, 0, 0], signature + [0x22, 0x11, 0, 0],
            signature + [0x21, 0x11, 0, 4, 1, 2, 3, 4], signature + [0x21, 0x21, 0xff, 0xff],
        ] as [[UInt8]])
    func malformedBinary(bytes: [UInt8]) {
        guard case .malformed = recognise(bytes) else {
            Issue.record("not malformed: \(bytes)")
            return
        }
    }

    @Test("a changed byte never does harm", arguments: samples)
    func mutated(sample: Sample) {
        for position in sample.prefix.indices {
            for value in [0x00, 0x01, 0x0a, 0x0d, 0x20, 0x7f, 0x80, 0xff] as [UInt8] {
                var bytes = sample.prefix
                bytes[position] = value
                if case .found(let prefix) = recognise(bytes) {
                    #expect((1...bytes.count).contains(prefix.length))
                }
            }
        }
    }
}
