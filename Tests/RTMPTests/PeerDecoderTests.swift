import RTMP
import TestSupport
import Testing

@Suite("One direction from its first byte on")
struct PeerDecoderTests {
    /// A handshake and a short session behind it: 3073 bytes and two messages.
    static let direction: [UInt8] = {
        var chunks = ChunkBuilder()
        chunks.write(SentMessage(2, .setChunkSize, [0, 0, 16, 0]))
        chunks.write(SentMessage(3, .audio, count: 150))
        return SimpleHandshake.side + chunks.bytes
    }()

    // MARK: The handshake

    @Test("handshake and messages are the same however they are cut")
    func cuts() {
        let whole = PeerTold.of(Self.direction)
        #expect(whole.version == .plain)
        #expect(whole.block == SimpleHandshake.block)
        #expect(whole.reply == SimpleHandshake.block)
        #expect(whole.start == 0)
        #expect(whole.missing == 0)
        #expect(whole.messages.map(\.offset) == [3073, 3073 + 16])
        #expect(whole.messages.map(\.chunks) == [1, 1])
        let count = Self.direction.count
        for cut in Cuts.inTwo(count) {
            #expect(PeerTold.of(Self.direction, cut).isSame(as: whole), "cut at \(cut[0].upperBound)")
        }
        #expect(PeerTold.of(Self.direction, Cuts.everyByte(count)).isSame(as: whole))
        for seed in UInt64(0)..<50 {
            var random = SeededGenerator(seed: seed)
            let cut = Cuts.random(count, using: &random)
            #expect(PeerTold.of(Self.direction, cut).isSame(as: whole), "\(random)")
        }
    }

    @Test("packets that came in one piece are one part")
    func onePart() {
        var recorder = PeerRecorder()
        recorder.feed(SimpleHandshake.side)
        #expect(recorder.parts.count == 1)
        #expect(recorder.parts[0].version == .plain)
        #expect(recorder.parts[0].block?.count == 1536)
        #expect(recorder.parts[0].reply?.count == 1536)
        #expect(recorder.decoder.isBehindHandshake)
    }

    @Test("packets that came in two pieces are two parts, told when they are complete")
    func twoParts() {
        var recorder = PeerRecorder()
        recorder.feed(Array(SimpleHandshake.side[..<1536]))
        #expect(recorder.parts.isEmpty)
        recorder.packet = 4
        recorder.feed(Array(SimpleHandshake.side[1536..<1537]))
        #expect(recorder.parts.count == 1)
        #expect(recorder.parts[0].reply == nil)
        #expect(recorder.parts[0].offset == 0)
        #expect(recorder.parts[0].firstPacket == 1)
        #expect(recorder.parts[0].lastPacket == 4)
        #expect(!recorder.decoder.isBehindHandshake)
        recorder.packet = 6
        recorder.feed(Array(SimpleHandshake.side[1537...]))
        #expect(recorder.parts.count == 2)
        #expect(recorder.parts[1].version == nil)
        #expect(recorder.parts[1].block == nil)
        #expect(recorder.parts[1].reply == SimpleHandshake.block)
        #expect(recorder.parts[1].offset == 1537)
        #expect(recorder.parts[1].firstPacket == 6)
        #expect(recorder.parts[1].lastPacket == 6)
    }

    @Test("a part of the reply does not hold back C0 and C1")
    func halfReply() {
        var recorder = PeerRecorder()
        recorder.feed(Array(SimpleHandshake.side[..<2000]))
        #expect(recorder.parts.count == 1)
        recorder.feed(Array(SimpleHandshake.side[2000...]))
        #expect(recorder.parts.map(\.offset) == [0, 1537])
    }

    @Test("a direction that ends in its handshake tells as much as came")
    func ended() {
        for count in 0...3073 {
            let told = PeerTold.of(Array(SimpleHandshake.side[..<count]))
            #expect(told.version == (count > 0 ? .plain : nil), "\(count) bytes")
            #expect(told.block ?? [] == Array(SimpleHandshake.block[..<min(max(count - 1, 0), 1536)]), "\(count) bytes")
            #expect(told.reply ?? [] == Array(SimpleHandshake.block[..<max(count - 1537, 0)]), "\(count) bytes")
            #expect(told.others.isEmpty, "\(count) bytes")
        }
    }

    // MARK: RTMPE

    @Test("behind an encrypted handshake nothing is taken for chunks", arguments: [6, 8, 9] as [UInt8])
    func encrypted(version: UInt8) {
        var bytes = Self.direction
        bytes[0] = version
        for cut in [Cuts.none(bytes.count), Cuts.everyByte(bytes.count), Cuts.pieces(of: 1460, bytes.count)] {
            var recorder = PeerRecorder()
            recorder.feed(bytes, cut)
            recorder.skip(10)
            recorder.finish()
            let told = PeerTold(recorder.events)
            #expect(told.version?.rawValue == version)
            #expect(told.others == [.encrypted(offset: 3073, packet: 1)])
            #expect(recorder.decoder.encryptedBytes == bytes.count - 3073)
            #expect(recorder.decoder.isBehindHandshake)
        }
    }

    @Test("the owner of both directions has the last word on encryption")
    func serverDecides() {
        // C0 asks for 6, S0 refuses with 3.
        var recorder = PeerRecorder()
        recorder.feed([6] + SimpleHandshake.block)
        recorder.decoder.isEncrypted = false
        recorder.feed(Array(Self.direction[1537...]))
        #expect(PeerTold(recorder.events).messages.count == 2)
        // C0 asks for 3 and S0 answers 6.
        recorder = PeerRecorder()
        recorder.feed(Array(Self.direction[..<1537]))
        recorder.decoder.isEncrypted = true
        recorder.feed(Array(Self.direction[1537...]))
        #expect(PeerTold(recorder.events).others == [.encrypted(offset: 3073, packet: 1)])
    }

    // MARK: Holes

    @Test(
        "the handshake survives a hole of any size in any place",
        arguments: [0..<1, 0..<3, 1..<2, 700..<900, 1536..<1537, 1500..<1600, 1537..<3073, 0..<3073, 3072..<3073])
    func hole(range: Range<Int>) {
        var recorder = PeerRecorder()
        recorder.feed(Array(Self.direction[..<range.lowerBound]))
        recorder.skip(range.count)
        recorder.feed(Array(Self.direction[range.upperBound...]))
        recorder.finish()
        let told = PeerTold(recorder.events)
        var expected = SimpleHandshake.side
        for position in range { expected[position] = 0 }
        #expect(told.version == (range.contains(0) ? nil : .plain))
        #expect(told.block == Array(expected[1..<1537]))
        #expect(told.reply == Array(expected[1537...]))
        #expect(told.missing == range.count)
        #expect(told.start == 0)
        #expect(told.messages.map(\.offset) == [3073, 3089])
    }

    @Test("a hole from the handshake into the chunks costs the chunks")
    func holeBeyond() {
        var recorder = PeerRecorder()
        recorder.feed(Array(Self.direction[..<2000]))
        recorder.skip(1074)
        recorder.feed(Array(Self.direction[3074...]))
        let told = PeerTold(recorder.events)
        #expect(told.reply?.count == 1536)
        #expect(told.missing == 1073)
        guard case .chunks(.lost(let why))? = told.others.first else {
            Issue.record("not lost")
            return
        }
        #expect(why.cause == .hole(1))
        #expect(why.offset == 3073)
        #expect(told.others.count == 1)
    }

    // MARK: Anything

    @Test("random bytes are read to their end, and the same however they are cut")
    func randomBytes() {
        for seed in UInt64(0)..<200 {
            var random = SeededGenerator(seed: seed)
            let bytes =
                random.bytes(random.integer(0...40)) + SimpleHandshake.side + random.bytes(random.integer(0...200))
            let whole = PeerTold.of(bytes)
            #expect(PeerTold.of(bytes, Cuts.random(bytes.count, using: &random)).isSame(as: whole), "\(random)")
        }
    }
}
