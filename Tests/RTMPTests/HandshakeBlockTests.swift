import Crypto
import Fields
import RTMP
import Testing

@Suite("C1 and S1")
struct HandshakeBlockTests {
    @Test("all ten vectors are there")
    func vectorsAreThere() {
        #expect(HandshakeVector.all.count == 10)
        #expect(HandshakeVector.signed.count == 8)
        #expect(HandshakeVector.all.allSatisfy { $0.c1.count == 1536 && $0.s2.count == 1536 })
    }

    @Test("the digest is found where the vector has it", arguments: HandshakeVector.all)
    func digests(vector: HandshakeVector) throws {
        let c1 = try #require(HandshakeBlock(vector.c1, from: .client))
        #expect(c1.digest?.offset == vector.number("c1_digest_offset"))
        #expect(c1.digest?.value == vector.bytes("c1_digest"))
        #expect(c1.digest?.arrangement == vector.arrangement)
        let s1 = try #require(HandshakeBlock(vector.s1, from: .server, answering: vector.c1))
        #expect(s1.digest?.offset == vector.number("s1_digest_offset"))
        #expect(s1.digest?.value == vector.bytes("s1_digest"))
        #expect(s1.digest?.arrangement == vector.arrangement)
        #expect(s1.copiesPeer == (vector.flag("s1_equals_c1") ?? false))
        for block in [c1, s1] {
            #expect(block.kind == (vector.arrangement == nil ? .simple : .complex))
            #expect(block.looksComplex == false)
            #expect(block.hidesDigest == false)
        }
        if let offset = vector.number("c1_dh_offset") { #expect(c1.keyOffset == offset) }
        if let offset = vector.number("s1_dh_offset") { #expect(s1.keyOffset == offset) }
    }

    @Test("a packet of the other role does not verify", arguments: HandshakeVector.signed)
    func roles(vector: HandshakeVector) throws {
        #expect(try #require(HandshakeBlock(vector.c1, from: .server)).digest == nil)
        #expect(try #require(HandshakeBlock(vector.s1, from: .client)).digest == nil)
    }

    @Test(
        "one bit anywhere undoes the digest",
        arguments: ["plain-digest-first", "plain-key-first"], [HandshakeRole.client, .server])
    func flippedBits(name: String, role: HandshakeRole) throws {
        let vector = try HandshakeVector.named(name)
        let packet = role == .client ? vector.c1 : vector.s1
        for byte in 0..<1536 {
            let block = try #require(HandshakeBlock(packet.flipped(bit: byte * 8 + byte % 8), from: role))
            #expect(block.digest == nil, "byte \(byte)")
            #expect(block.kind == .simple)
        }
    }

    @Test("a packet that is not of 1536 bytes is no block", arguments: [0, 1, 1535, 1537])
    func sizes(count: Int) {
        #expect(HandshakeBlock([UInt8](repeating: 0, count: count), from: .client) == nil)
    }

    @Test("blocks of one repeated byte are read without harm", arguments: 0...255)
    func repeatedBytes(byte: Int) throws {
        // 4 × FF sum to 1020, the largest seed there is.
        let block = try #require(HandshakeBlock([UInt8](repeating: UInt8(byte), count: 1536), from: .server))
        #expect(block.kind == .simple)
        #expect(block.looksComplex == (byte != 0))
        #expect(block.copiesPeer == nil)
    }

    @Test("time and version are those of the packet")
    func header() throws {
        let c1 = try #require(HandshakeBlock(HandshakeVector.named("plain-digest-first").c1, from: .client))
        #expect(c1.time == 0x0102_0304)
        #expect(c1.peerVersion == 0x8000_0702)
        #expect(c1.peerVersionText == "128.0.7.2")
    }

    @Test("a digest in a packet of version zero is told, but the handshake is simple")
    func hiddenDigest() throws {
        // 0...3 time, 4...7 version zero, digest half at 8: seed 0 puts the digest at 12.
        var packet = [UInt8](repeating: 0, count: 1536)
        let key = SymmetricKey(data: Array("Genuine Adobe Flash Media Server 001".utf8))
        let rest = packet[..<12] + packet[44...]
        packet.replaceSubrange(12..<44, with: Array(HMAC<SHA256>.authenticationCode(for: Array(rest), using: key)))
        let block = try #require(HandshakeBlock(packet, from: .server))
        #expect(block.digest?.offset == 12)
        #expect(block.digest?.schema == 1)
        #expect(block.keyOffset == 772)
        #expect(block.kind == .simple)
        #expect(block.hidesDigest)
    }

    @Test("a simple S1 of SRS has the client's time where others have a version")
    func peerTime() throws {
        var c1 = [UInt8](repeating: 0x11, count: 1536)
        c1.replaceSubrange(0..<8, with: [0x00, 0x1a, 0xa0, 0x3c, 0, 0, 0, 0])
        var s1 = [UInt8](repeating: 0x22, count: 1536)
        s1.replaceSubrange(0..<8, with: [0x6b, 0x00, 0xd4, 0xb1, 0x00, 0x1a, 0xa0, 0x3c])
        let block = try #require(HandshakeBlock(s1, from: .server, answering: c1))
        #expect(block.carriesPeerTime == true)
        #expect(block.repeatsPeerTime == false)
        #expect(block.looksComplex == false)
        let alone = try #require(HandshakeBlock(s1, from: .server))
        #expect(alone.carriesPeerTime == nil)
        #expect(alone.looksComplex)
    }

    @Test("the C1 of FFmpeg is known, by its digest as by its SHA-256")
    func constantOfFFmpeg() throws {
        for vector in HandshakeVector.all {
            let isConstant =
                Array(SHA256.hash(data: vector.c1))
                == handshakeBytes(
                    "50c8f966513a733e2726dacd9ebb4544e0ff96b9f54d49f50ac7908fa804a7c9")
            #expect(isConstant == vector.name.hasPrefix("ffmpeg"))
            #expect(try #require(HandshakeBlock(vector.c1, from: .client)).isFFmpegConstant == isConstant)
        }
    }

    @Test("fields bear the names of the JSON contract")
    func fields() throws {
        let vector = try HandshakeVector.named("plain-key-first")
        let c1 = try #require(HandshakeBlock(vector.c1, from: .client))
        #expect(
            c1.fields == [
                Field("epoch", .integer(0x0102_0304)), Field("peer_version", .text("128.0.7.2")),
                Field("kind", .text("complex")), Field("schema", .integer(0)),
                Field("digest", .record([Field("offset", .integer(1378)), Field("valid", .flag(true))])),
                Field("key_offset", .integer(521)),
            ])
        let broken = try #require(HandshakeBlock(vector.c1.flipped(bit: 0), from: .client))
        #expect(broken.fields.last == Field("digest", .record([Field("valid", .flag(false))])))
        let simple = try #require(HandshakeBlock([UInt8](repeating: 0, count: 1536), from: .client))
        #expect(simple.fields == [Field("epoch", .integer(0)), Field("kind", .text("simple"))])
    }
}

@Suite("C0 and S0")
struct HandshakeVersionTests {
    @Test(
        "every number has its class",
        arguments: [
            (0, .obsolete), (2, .obsolete), (3, .plain), (4, .reserved), (5, .reserved), (6, .rtmpe), (7, .reserved),
            (8, .rtmpe), (9, .rtmpe), (10, .reserved), (31, .reserved), (32, .forbidden), (0x47, .forbidden),
            (255, .forbidden),
        ] as [(UInt8, HandshakeVersion.Classification)])
    func classes(number: UInt8, classification: HandshakeVersion.Classification) {
        let version = HandshakeVersion(rawValue: number)
        #expect(version.classification == classification)
        #expect(version.isEncrypted == (classification == .rtmpe))
        #expect(version.fields == [Field("version", .integer(Int(number)))])
    }

    @Test("odd numbers say what they are")
    func descriptions() {
        #expect(HandshakeVersion.plain.description == "3")
        #expect(HandshakeVersion(rawValue: 8).description == "8 (RTMPE)")
        #expect(HandshakeVersion(rawValue: 31).description == "31 (reserved)")
    }
}
