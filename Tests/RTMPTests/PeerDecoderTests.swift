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

    /// What is told, the handshake's parts put together: how many there are depends on the pieces they came in.
    struct Told: Equatable {
        var prefixes: [PeerEvent] = []
        var version: HandshakeVersion?
        var block: [UInt8]?
        var reply: [UInt8]?
        var missing = 0
        var start: Int?
        var parts = 0
        var others: [PeerEvent] = []

        init(_ events: [PeerEvent]) {
            for event in events {
                switch event {
                case .prefix: prefixes.append(event)
                case .handshake(let part):
                    version = part.version ?? version
                    block = part.block ?? block
                    reply = part.reply ?? reply
                    missing += part.missing
                    start = start ?? part.offset
                    parts += 1
                case .encrypted, .chunks: others.append(event)
                }
            }
        }

        var messages: [Message] {
            others.compactMap { if case .chunks(.message(let message)) = $0 { message } else { nil } }
        }

        /// The number of parts left out.
        func isSame(as other: Told) -> Bool {
            var copy = self
            copy.parts = other.parts
            return copy == other
        }
    }

    /// Feeds and skips; keeps what is told.
    struct Recorder {
        var decoder = PeerDecoder()
        private(set) var events: [PeerEvent] = []
        var offset = 0
        var packet = 1

        mutating func feed(_ bytes: [UInt8], _ cuts: [Range<Int>]? = nil) {
            let start = offset
            Cuts.forEachPiece(of: bytes, cuts ?? Cuts.none(bytes.count)) { memory, range, position in
                var told: [PeerEvent] = []
                decoder.feed(memory.span.bytes, in: range, offset: start + position, packet: packet) { told.append($0) }
                events += told
            }
            offset = start + bytes.count
        }

        mutating func skip(_ count: Int) {
            var told: [PeerEvent] = []
            decoder.skip(count, offset: offset, packet: packet) { told.append($0) }
            events += told
            offset += count
        }

        mutating func finish() {
            var told: [PeerEvent] = []
            decoder.finish(packet: packet) { told.append($0) }
            events += told
        }

        var parts: [HandshakePart] { events.compactMap { if case .handshake(let part) = $0 { part } else { nil } } }
    }

    static func decode(_ bytes: [UInt8], _ cuts: [Range<Int>]? = nil) -> Told {
        var recorder = Recorder()
        recorder.feed(bytes, cuts)
        recorder.finish()
        return Told(recorder.events)
    }

    // MARK: The handshake

    @Test("handshake and messages are the same however they are cut")
    func cuts() {
        let whole = Self.decode(Self.direction)
        #expect(whole.version == .plain)
        #expect(whole.block == SimpleHandshake.block)
        #expect(whole.reply == SimpleHandshake.block)
        #expect(whole.start == 0)
        #expect(whole.missing == 0)
        #expect(whole.messages.map(\.offset) == [3073, 3073 + 16])
        #expect(whole.messages.map(\.chunks) == [1, 1])
        let count = Self.direction.count
        for cut in Cuts.inTwo(count) {
            #expect(Self.decode(Self.direction, cut).isSame(as: whole), "cut at \(cut[0].upperBound)")
        }
        #expect(Self.decode(Self.direction, Cuts.everyByte(count)).isSame(as: whole))
        for seed in UInt64(0)..<50 {
            var random = SeededGenerator(seed: seed)
            let cut = Cuts.random(count, using: &random)
            #expect(Self.decode(Self.direction, cut).isSame(as: whole), "\(random)")
        }
    }

    @Test("packets that came in one piece are one part")
    func onePart() {
        var recorder = Recorder()
        recorder.feed(SimpleHandshake.side)
        #expect(recorder.parts.count == 1)
        #expect(recorder.parts[0].version == .plain)
        #expect(recorder.parts[0].block?.count == 1536)
        #expect(recorder.parts[0].reply?.count == 1536)
        #expect(recorder.decoder.isBehindHandshake)
    }

    @Test("packets that came in two pieces are two parts, told when they are complete")
    func twoParts() {
        var recorder = Recorder()
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
        var recorder = Recorder()
        recorder.feed(Array(SimpleHandshake.side[..<2000]))
        #expect(recorder.parts.count == 1)
        recorder.feed(Array(SimpleHandshake.side[2000...]))
        #expect(recorder.parts.map(\.offset) == [0, 1537])
    }

    @Test("a direction that ends in its handshake tells as much as came")
    func ended() {
        for count in 0...3073 {
            let told = Self.decode(Array(SimpleHandshake.side[..<count]))
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
            var recorder = Recorder()
            recorder.feed(bytes, cut)
            recorder.skip(10)
            recorder.finish()
            let told = Told(recorder.events)
            #expect(told.version?.rawValue == version)
            #expect(told.others == [.encrypted(offset: 3073, packet: 1)])
            #expect(recorder.decoder.encryptedBytes == bytes.count - 3073)
            #expect(recorder.decoder.isBehindHandshake)
        }
    }

    @Test("the owner of both directions has the last word on encryption")
    func serverDecides() {
        // C0 asks for 6, S0 refuses with 3.
        var recorder = Recorder()
        recorder.feed([6] + SimpleHandshake.block)
        recorder.decoder.isEncrypted = false
        recorder.feed(Array(Self.direction[1537...]))
        #expect(Told(recorder.events).messages.count == 2)
        // C0 asks for 3 and S0 answers 6.
        recorder = Recorder()
        recorder.feed(Array(Self.direction[..<1537]))
        recorder.decoder.isEncrypted = true
        recorder.feed(Array(Self.direction[1537...]))
        #expect(Told(recorder.events).others == [.encrypted(offset: 3073, packet: 1)])
    }

    // MARK: Holes

    @Test(
        "the handshake survives a hole of any size in any place",
        arguments: [0..<1, 0..<3, 1..<2, 700..<900, 1536..<1537, 1500..<1600, 1537..<3073, 0..<3073, 3072..<3073])
    func hole(range: Range<Int>) {
        var recorder = Recorder()
        recorder.feed(Array(Self.direction[..<range.lowerBound]))
        recorder.skip(range.count)
        recorder.feed(Array(Self.direction[range.upperBound...]))
        recorder.finish()
        let told = Told(recorder.events)
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
        var recorder = Recorder()
        recorder.feed(Array(Self.direction[..<2000]))
        recorder.skip(1074)
        recorder.feed(Array(Self.direction[3074...]))
        let told = Told(recorder.events)
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

    // MARK: Prefixes

    static let prefixes: [[UInt8]] = [
        [UInt8]("PROXY TCP4 192.0.2.1 198.51.100.7 56324 1935\r\n".utf8),
        [UInt8]("PROXY UNKNOWN\r\n".utf8),
        hex("0d0a0d0a000d0a515549540a 21 11 000c c0000201 c6336407 dc04 078f"),
        hex("0d0a0d0a000d0a515549540a 20 00 0000"),
        hex("f3 0004 0a010203"),
        hex("f3 0000"),
    ]

    @Test("a proxy's prefix is told, and what follows is read, however they are cut", arguments: prefixes)
    func prefix(prefix: [UInt8]) throws {
        let bytes = prefix + Self.direction
        let whole = Self.decode(bytes)
        let event = try #require(whole.prefixes.first)
        #expect(whole.prefixes.count == 1)
        guard case .prefix(let told, let offset, _) = event else { return }
        #expect(told.length == prefix.count)
        #expect(offset == 0)
        #expect(whole.start == prefix.count)
        #expect(whole.block == SimpleHandshake.block)
        #expect(whole.messages.map(\.offset) == [prefix.count + 3073, prefix.count + 3089])
        for cut in Cuts.inTwo(bytes.count) where cut[0].count < prefix.count + 5 {
            #expect(Self.decode(bytes, cut).isSame(as: whole), "cut at \(cut[0].upperBound)")
        }
        #expect(Self.decode(bytes, Cuts.everyByte(bytes.count)).isSame(as: whole))
        for size in 2...20 { #expect(Self.decode(bytes, Cuts.pieces(of: size, bytes.count)).isSame(as: whole)) }
    }

    @Test(
        "what only begins like a prefix is a handshake, and loses no byte however it is cut",
        arguments: [
            [UInt8]("PROXY TCP9 192.0.2.1\r\n".utf8), [UInt8]("POST".utf8), hex("0d0a0d0a000d0a515549540b"), hex("f30401"),
            hex("0d"),
        ])
    func noPrefix(start: [UInt8]) {
        let bytes = start + Self.direction[start.count...]
        let whole = Self.decode(bytes)
        #expect(whole.prefixes.isEmpty)
        #expect(whole.version?.rawValue == start[0])
        #expect(whole.block == Array(bytes[1..<1537]))
        #expect(whole.start == 0)
        #expect(whole.messages.count == 2)
        for cut in Cuts.inTwo(bytes.count) where cut[0].count < 40 {
            #expect(Self.decode(bytes, cut).isSame(as: whole), "cut at \(cut[0].upperBound)")
        }
        #expect(Self.decode(bytes, Cuts.everyByte(bytes.count)).isSame(as: whole))
    }

    // MARK: Anything

    @Test("random bytes are read to their end, and the same however they are cut")
    func randomBytes() {
        for seed in UInt64(0)..<200 {
            var random = SeededGenerator(seed: seed)
            let bytes = random.bytes(random.integer(0...40)) + SimpleHandshake.side + random.bytes(random.integer(0...200))
            let whole = Self.decode(bytes)
            #expect(Self.decode(bytes, Cuts.random(bytes.count, using: &random)).isSame(as: whole), "\(random)")
        }
    }
}
