import Fields
import RTMP
import Testing

@Suite("C2 and S2")
struct HandshakeReplyTests {
    /// S2 and C2 of a vector, read as the tool reads them.
    private func replies(
        _ vector: HandshakeVector, s2: [UInt8]? = nil, c2: [UInt8]? = nil
    ) throws -> (s2: HandshakeReply, c2: HandshakeReply) {
        let c1 = try #require(HandshakeBlock(vector.c1, from: .client))
        let s1 = try #require(HandshakeBlock(vector.s1, from: .server))
        return (
            try #require(
                HandshakeReply(
                    s2 ?? vector.s2, from: .server, answering: vector.c1, digest: c1.digest, version: vector.s0,
                    own: vector.s1)),
            try #require(
                HandshakeReply(
                    c2 ?? vector.c2, from: .client, answering: vector.s1, digest: s1.digest, version: vector.s0,
                    own: vector.c1))
        )
    }

    @Test("signatures and echoes are as the vector says", arguments: HandshakeVector.all)
    func verdicts(vector: HandshakeVector) throws {
        let (s2, c2) = try replies(vector)
        // Vectors made by the rules are signed throughout and have no word for it.
        let isMade = vector.expect["s2_signature"] != nil
        if vector.arrangement == nil {
            #expect(s2.signature == .notApplicable)
            #expect(c2.signature == .notApplicable)
        } else {
            #expect((s2.signature == .valid) == (vector.flag("s2_signature_valid") ?? isMade))
            #expect((c2.signature == .valid) == (vector.flag("c2_signature_valid") ?? isMade))
            #expect(s2.wrapping == vector.s0.signatureWrapping)
        }
        if let equal = vector.flag("s2_equals_c1") { #expect((s2.echo == .exact) == equal) }
        if let equal = vector.flag("c2_equals_s1") { #expect((c2.echo == .exact) == equal) }
        #expect(s2.answersPeer == true)
        #expect(c2.answersPeer == true)
    }

    @Test("a publishing FFmpeg echoes S1 although it could sign")
    func echoInsteadOfSignature() throws {
        let (s2, c2) = try replies(try HandshakeVector.named("ffmpeg-5.1-publish-nginx-rtmp-1.2.2"))
        #expect(s2.signature == .valid && s2.echo == .none)
        #expect(c2.signature == .invalid && c2.echo == .exact)
        #expect(c2.fields == [Field("echo", .text("exact"))])
        #expect(s2.fields == [Field("echo", .text("none")), Field("signature", .text("valid"))])
    }

    @Test("where S1 is a copy of C1, the replies repeat their sender's block as well")
    func copies() throws {
        let (s2, c2) = try replies(try HandshakeVector.named("rtmpdump-2.4-play-nginx-simple"))
        #expect(s2.repeatsOwnBlock == true && c2.repeatsOwnBlock == true)
        #expect(try replies(try HandshakeVector.named("plain-key-first")).s2.repeatsOwnBlock == false)
    }

    // Wrapped signatures are slow to check in a debug build, so that one takes fewer bytes.
    @Test("one bit anywhere undoes the signature", arguments: [("plain-digest-first", 1), ("rtmpe-v8-key-first", 47)])
    func flippedBits(name: String, step: Int) throws {
        let vector = try HandshakeVector.named(name)
        let c1 = try #require(HandshakeBlock(vector.c1, from: .client))
        let s1 = try #require(HandshakeBlock(vector.s1, from: .server))
        for byte in stride(from: 0, to: 1536, by: step) {
            let bit = byte * 8 + byte % 8
            let s2 = try #require(
                HandshakeReply(
                    vector.s2.flipped(bit: bit), from: .server, answering: vector.c1, digest: c1.digest,
                    version: vector.s0))
            let c2 = try #require(
                HandshakeReply(
                    vector.c2.flipped(bit: bit), from: .client, answering: vector.s1, digest: s1.digest,
                    version: vector.s0))
            for reply in [s2, c2] {
                #expect(reply.signature == .invalid, "byte \(byte)")
                #expect(reply.answersPeer == false && reply.wrapping == nil)
            }
        }
    }

    @Test("one bit anywhere in the echo is seen")
    func flippedEcho() throws {
        let vector = try HandshakeVector.named("rtmpdump-2.4-play-nginx-simple")
        for byte in 0..<1536 {
            let expected: HandshakeReply.Echo =
                switch byte {
                case 0..<4: .partial(matching: 1528)
                case 4..<8: .exceptTime2
                default: .partial(matching: 1527)
                }
            #expect(try replies(vector, s2: vector.s2.flipped(bit: byte * 8)).s2.echo == expected, "byte \(byte)")
        }
    }

    @Test("the time of reading in bytes 4 to 7 does not spoil an echo")
    func time2() throws {
        var s2 = try HandshakeVector.named("rtmpdump-2.4-play-nginx-simple").s2
        s2.replaceSubrange(4..<8, with: [0, 0, 0x12, 0x34])
        let reply = try replies(try HandshakeVector.named("rtmpdump-2.4-play-nginx-simple"), s2: s2).s2
        #expect(reply.echo == .exceptTime2)
        #expect(reply.time == 0x000f_aff6)
        #expect(reply.time2 == 0x1234)
        #expect(reply.fields == [Field("echo", .text("partial"))])
    }

    @Test("without the peer's block nothing is claimed")
    func unknown() throws {
        let vector = try HandshakeVector.named("plain-key-first")
        let reply = try #require(
            HandshakeReply(vector.c2, from: .client, answering: nil, digest: nil, version: .plain))
        #expect(reply.echo == .unknown && reply.signature == .unknown)
        #expect(reply.answersPeer == nil && reply.repeatsOwnBlock == nil)
        #expect(reply.fields.isEmpty)
        // A block that was cut short by the end of the capture is as good as none.
        let cut = try #require(
            HandshakeReply(
                vector.c2, from: .client, answering: Array(vector.s1.prefix(700)), digest: nil, version: .plain))
        #expect(cut.echo == .unknown && cut.signature == .unknown)
    }

    @Test("with C0 in the place of a missing S0 wrapped signatures still verify")
    func versionOfClient() throws {
        for name in ["rtmpe-v6-key-first", "rtmpe-v8-key-first", "rtmpe-v9-digest-first"] {
            let vector = try HandshakeVector.named(name)
            let s1 = try #require(HandshakeBlock(vector.s1, from: .server))
            let reply = try #require(
                HandshakeReply(
                    vector.c2, from: .client, answering: vector.s1, digest: s1.digest, version: vector.c0))
            #expect(vector.c0.rawValue == 6)
            #expect(reply.signature == .valid)
            #expect(reply.wrapping == vector.s0.signatureWrapping)
        }
    }

    @Test("a wrapped signature is not right in a session in the clear")
    func wrappedInTheClear() throws {
        let vector = try HandshakeVector.named("rtmpe-v8-key-first")
        let s1 = try #require(HandshakeBlock(vector.s1, from: .server))
        let reply = try #require(
            HandshakeReply(vector.c2, from: .client, answering: vector.s1, digest: s1.digest, version: .plain))
        #expect(reply.signature == .invalid)
    }

    @Test("a packet that is not of 1536 bytes is no reply", arguments: [0, 1535, 1537])
    func sizes(count: Int) {
        let packet = [UInt8](repeating: 0, count: count)
        #expect(HandshakeReply(packet, from: .client, answering: packet, digest: nil, version: .plain) == nil)
    }
}
