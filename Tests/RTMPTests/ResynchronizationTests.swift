import RTMP
import TestSupport
import Testing

/// Chunk boundaries that were lost, and how they are found again.
@Suite("Resynchronisation")
struct ResynchronizationTests {
    /// A publisher's direction: audio every 23 ms on csid 4, video every 40 ms on csid 6, with key frames of several
    /// thousand bytes, all but the first messages with fmt 1.
    struct Publisher {
        var chunks = ChunkBuilder()
        var sent: [SentMessage] = []

        init(chunkSize: Int, count: Int = 120, seed: UInt64 = 1, refresh: Int = .max) {
            var random = SeededGenerator(seed: seed)
            if chunkSize != 128 {
                let size = ChunkBuilder.u32(UInt32(chunkSize))
                sent.append(
                    chunks.write(
                        SentMessage(
                            chunkStreamID: 2, type: 1, messageStreamID: 0, timestamp: 0, payload: size)))
                chunks.chunkSize = chunkSize
            }
            for index in 0..<count {
                let isVideo = index % 3 == 0
                let length = isVideo ? (index % 30 == 0 ? random.integer(5000...9000) : random.integer(300...900)) : 200
                // AVC key or inter frame, AAC raw.
                let head: [UInt8] = isVideo ? [index % 30 == 0 ? 0x17 : 0x27, 1, 0, 0, 0] : [0xaf, 1]
                let message = SentMessage(
                    chunkStreamID: isVideo ? 6 : 4, type: isVideo ? 9 : 8, messageStreamID: 1,
                    timestamp: UInt32(1000 + (isVideo ? index / 3 * 40 : index * 23)),
                    payload: head + random.bytes(length + random.integer(0...40)))
                sent.append(chunks.write(message, format: index < 3 || index % refresh == 0 ? 0 : 1))
            }
        }

        /// Offset of the message of that place in the order.
        func offset(_ index: Int) -> Int { sent[index].offset }
    }

    /// What is told of `bytes` without those in `holes`, cut in pieces at random.
    private func decode(
        _ bytes: [UInt8], without holes: [Range<Int>], midstreamFrom start: Int? = nil,
        options: MessageOptions = .init(), random: SeededGenerator? = nil
    ) -> [ChunkEvent] {
        var random = random
        var decoder = start == nil ? ChunkDecoder(options: options) : ChunkDecoder(midstreamWith: options)
        var events: [ChunkEvent] = []
        func feed(_ range: Range<Int>) {
            let cuts: [Range<Int>]
            if random != nil, var generator = random {
                cuts = Cuts.random(range.count, using: &generator)
                random = generator
            } else {
                cuts = Cuts.none(range.count)
            }
            Cuts.forEachPiece(of: Array(bytes[range]), cuts) { memory, piece, position in
                decoder.feed(memory.span.bytes, in: piece, offset: range.lowerBound + position, packet: 1) {
                    events.append($0)
                }
            }
        }
        var position = start ?? 0
        for hole in holes {
            feed(position..<hole.lowerBound)
            decoder.skip(hole.count, offset: hole.lowerBound, packet: 1) { events.append($0) }
            position = hole.upperBound
        }
        feed(position..<bytes.count)
        decoder.finish(packet: 1) { events.append($0) }
        return events
    }

    /// Every message told is one that was sent; timestamps count where they are not inferred.
    private func isTrue(_ message: Message, _ sent: [Int: SentMessage]) -> Bool {
        guard let meant = sent[message.offset] else { return false }
        return message.header.chunkStreamID == meant.chunkStreamID && message.header.type.rawValue == meant.type
            && message.header.length == meant.payload.count && message.header.format == meant.format
            && message.chunks == meant.chunks
            && (message.facts.contains(.messageStreamIDUnknown)
                || message.header.messageStreamID == meant.messageStreamID)
            && (message.facts.contains(.inferred) || message.header.timestamp == meant.timestamp)
    }

    private func byOffset(_ publisher: Publisher) -> [Int: SentMessage] {
        Dictionary(uniqueKeysWithValues: publisher.sent.map { ($0.offset, $0) })
    }

    // MARK: Holes

    @Test("a hole of whole messages costs those messages", arguments: [128, 4096, 60_000])
    func wholeMessages(chunkSize: Int) throws {
        let publisher = Publisher(chunkSize: chunkSize)
        let hole = publisher.offset(40)..<publisher.offset(43)
        let events = decode(publisher.chunks.bytes, without: [hole])
        #expect(events.losses.map(\.cause) == [.hole(hole.count)])
        let found = try #require(events.resynchronizations.first)
        #expect(found.offset == hole.upperBound)
        #expect(found.skipped == 0)
        #expect(found.format == 1)
        #expect(found.chunkStreamID == publisher.sent[43].chunkStreamID)
        #expect(found.chunkSize == chunkSize)
        #expect(!found.chunkSizeIsInferred)
        #expect(found.headers >= 2)
        #expect(found.occasion == .loss)
        #expect(events.messages.count == publisher.sent.count - 3)
        let sent = byOffset(publisher)
        #expect(events.messages.allSatisfy { isTrue($0, sent) })
    }

    @Test("a hole across chunk headers of one message costs the bytes in it, and no boundary")
    func continued() throws {
        let publisher = Publisher(chunkSize: 128)
        let key = try #require(publisher.sent.indices.first { $0 > 40 && publisher.sent[$0].payload.count > 5000 })
        // 1000 bytes: 7 or 8 of its fmt 3 headers, the rest its payload.
        let start = publisher.offset(key) + 700
        let events = decode(publisher.chunks.bytes, without: [start..<(start + 1000)])
        #expect(events.losses.isEmpty)
        #expect(events.resynchronizations.isEmpty)
        #expect(events.cuts.isEmpty)
        #expect(events.messages.count == publisher.sent.count)
        let message = events.messages[key]
        #expect(message.facts.contains(.chunkHeadersMissing))
        #expect(message.chunks == publisher.sent[key].chunks)
        #expect((992...993).contains(message.missing))
    }

    @Test("timestamps are inferred until the next fmt 0 of their chunk stream, and true again from there")
    func timestamps() throws {
        let publisher = Publisher(chunkSize: 4096, refresh: 20)
        let hole = publisher.offset(41)..<publisher.offset(44)
        let messages = decode(publisher.chunks.bytes, without: [hole]).messages
        let sent = byOffset(publisher)
        #expect(messages.allSatisfy { isTrue($0, sent) })
        for id in [4, 6] {
            let behind = messages.filter { $0.header.chunkStreamID == id && $0.offset >= hole.upperBound }
            let refreshed = try #require(behind.firstIndex { $0.header.format == 0 })
            #expect(refreshed > 0)
            #expect(behind[..<refreshed].allSatisfy { $0.facts.contains(.inferred) })
            #expect(behind[refreshed...].allSatisfy { !$0.facts.contains(.inferred) })
        }
    }

    @Test("a chunk size that was announced in a hole is found out", arguments: [4096, 60_000, 1000])
    func announcedInHole(chunkSize: Int) throws {
        // Set Chunk Size is the first message, 16 bytes; the hole takes it and the first audio message.
        let publisher = Publisher(chunkSize: chunkSize, refresh: 9)
        let events = decode(publisher.chunks.bytes, without: [0..<publisher.offset(3)])
        let sent = byOffset(publisher)
        #expect(events.messages.allSatisfy { isTrue($0, sent) })
        #expect(events.messages.count > publisher.sent.count - 12)
        let found = try #require(events.resynchronizations.last)
        #expect(found.chunkSizeIsInferred)
        #expect(events.messages.filter { $0.header.length > 5000 }.allSatisfy { $0.chunks > 1 || chunkSize > 9000 })
    }

    @Test("what lies between two holes is searched, too")
    func betweenHoles() {
        let publisher = Publisher(chunkSize: 4096)
        let holes = [
            (publisher.offset(40) + 3)..<(publisher.offset(42) + 5),
            (publisher.offset(47) + 3)..<(publisher.offset(48) + 9),
        ]
        let events = decode(publisher.chunks.bytes, without: holes)
        let sent = byOffset(publisher)
        #expect(events.messages.allSatisfy { isTrue($0, sent) })
        for index in 43..<47 { #expect(events.messages.contains { $0.offset == publisher.offset(index) }) }
        #expect(events.losses.count == events.resynchronizations.count)
    }

    // MARK: Mid-stream

    @Test("a direction met anywhere is read from one of its next messages on", arguments: [128, 4096, 60_000, 1000])
    func midstream(chunkSize: Int) throws {
        let publisher = Publisher(chunkSize: chunkSize, count: 200)
        let sent = byOffset(publisher)
        var random = SeededGenerator(seed: UInt64(chunkSize))
        for _ in 0..<8 {
            // Behind the last fmt 0.
            let start = random.integer((publisher.offset(3) + 1)...(publisher.chunks.bytes.count / 2))
            let events = decode(publisher.chunks.bytes, without: [], midstreamFrom: start)
            let found = try #require(events.resynchronizations.first, "from \(start), \(random)")
            #expect(found.occasion == .midstream)
            #expect(found.chunkSizeIsInferred)
            #expect(found.offset - start < 25_000, "from \(start), \(random)")
            #expect(events.messages.allSatisfy { isTrue($0, sent) }, "from \(start), \(random)")
            #expect(events.messages.allSatisfy { $0.facts.contains(.messageStreamIDUnknown) })
            let behind = publisher.sent.filter { $0.offset >= found.offset }.count
            #expect(events.messages.count > behind - 8, "from \(start), \(random)")
        }
    }

    @Test("a chunk size stays open while no message tells which it is")
    func openChunkSize() throws {
        var chunks = ChunkBuilder()
        for index in 0..<40 {
            let message = SentMessage(
                chunkStreamID: 4, type: 8, messageStreamID: 1, timestamp: UInt32(23 * index),
                payload: [0xaf, 1] + [UInt8](repeating: UInt8(index), count: index == 30 ? 700 : 100))
            chunks.write(message, format: 1 - UInt8(index == 0 ? 1 : 0))
        }
        let events = decode(chunks.bytes, without: [], midstreamFrom: 50)
        #expect(events.resynchronizations.first?.possibleChunkSizes.count ?? 0 > 1)
        #expect(events.messages.contains { $0.header.length == 702 && $0.chunks == 6 })
        #expect(events.losses.map(\.cause) == [.midstream])
    }

    // MARK: Nothing where nothing is

    @Test("bytes that are no chunks are never taken for chunks", arguments: 0..<6)
    func noChunks(kind: Int) {
        var random = SeededGenerator(seed: UInt64(kind))
        var bytes = random.bytes(80_000)
        // Few values, many zeros, values that headers are made of.
        switch kind {
        case 1: for index in bytes.indices where bytes[index] < 200 { bytes[index] = 0 }
        case 2: for index in bytes.indices { bytes[index] &= 7 }
        case 3:
            let alphabet: [UInt8] = [0, 4, 6, 0x44, 0x46, 0xc4, 0xc6, 8, 9, 1, 0x17, 0xaf, 2]
            for index in bytes.indices { bytes[index] = alphabet[Int(bytes[index]) % alphabet.count] }
        case 4: bytes = [UInt8](repeating: 0xc4, count: 80_000)
        case 5: bytes = (0..<80_000).map { UInt8(truncatingIfNeeded: $0 % 129 == 0 ? 0xc6 : 0x55) }
        default: break
        }
        let events = decode(bytes, without: [], midstreamFrom: 0)
        #expect(events.count == 1 && events.losses.map(\.cause) == [.midstream], "\(random)")
    }

    @Test("what is kept for a search is bounded, and a boundary behind it is found")
    func bounded() throws {
        var random = SeededGenerator(seed: 7)
        var options = MessageOptions()
        options.maximumSearched = 8192
        let noise = random.bytes(100_000)
        let publisher = Publisher(chunkSize: 4096)
        let bytes = noise + publisher.chunks.bytes
        let events = decode(bytes, without: [], midstreamFrom: 0, options: options)
        let found = try #require(events.resynchronizations.first)
        #expect(found.offset >= noise.count)
        #expect(found.skipped == found.offset)
        #expect(events.messages.count > 100)
    }

    // MARK: Cuts

    @Test("the outcome does not depend on how the bytes are cut", arguments: 1...12)
    func cuts(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let publisher = Publisher(chunkSize: random.one(of: [128, 1000, 4096]), count: 60, seed: UInt64(seed))
        let bytes = publisher.chunks.bytes
        var holes: [Range<Int>] = []
        var position = 500
        while position < bytes.count - 4000 {
            let start = random.integer(position...(position + 4000))
            let end = start + random.integer(1...2500)
            if end < bytes.count { holes.append(start..<end) }
            position = end + 1
        }
        var options = MessageOptions()
        options.reportsChunks = true
        let start = random.chance(50) ? random.integer(1...400) : nil
        let whole = decode(bytes, without: holes, midstreamFrom: start, options: options)
        for _ in 0..<4 {
            let cut = decode(bytes, without: holes, midstreamFrom: start, options: options, random: random)
            #expect(cut == whole, "\(random)")
            _ = random.next()
        }
        let sent = byOffset(publisher)
        #expect(whole.messages.allSatisfy { isTrue($0, sent) }, "\(random)")
    }

    @Test("a long pause behind a hole costs nothing")
    func pause() {
        var chunks = ChunkBuilder()
        var sent: [SentMessage] = []
        for index in 0..<40 {
            let message = SentMessage(
                chunkStreamID: 4, type: 8, messageStreamID: 1,
                timestamp: UInt32(23 * index + (index < 30 ? 0 : 10_000_000)),
                payload: [0xaf, 1] + [UInt8](repeating: UInt8(index), count: 100 + index))
            sent.append(chunks.write(message, format: index == 0 ? 0 : 1))
        }
        let events = decode(chunks.bytes, without: [sent[9].offset..<sent[11].offset])
        #expect(events.losses.count == 1)
        #expect(events.messages.count == 38)
    }

    @Test("bytes made to look like headers everywhere are given up soon")
    func headersEverywhere() {
        // fmt 1 on csid 4: an empty audio message; then fmt 3, of which each byte is one more.
        let empty = hex("44 000000 000000 08")
        var bytes = hex("04 000000 000000 08 01000000")
        while bytes.count < 60_000 { bytes += empty + [UInt8](repeating: 0xc4, count: 9) }
        let events = decode(bytes, without: [20..<30])
        #expect(events.losses.count <= events.resynchronizations.count + 1)
    }

    @Test("damage of any kind ends: no byte is read twice for ever", arguments: 1...12)
    func damage(seed: Int) {
        var random = SeededGenerator(seed: UInt64(1000 + seed))
        let publisher = Publisher(chunkSize: random.one(of: [128, 4096]), count: 60, seed: UInt64(seed))
        var bytes = publisher.chunks.bytes
        for _ in 0..<40 { bytes[random.integer(0...(bytes.count - 1))] = UInt8(random.integer(0...255)) }
        let events = decode(bytes, without: [], random: random)
        #expect(events.losses.count <= 200)
        let offsets = events.messages.filter { $0.chunks == 1 }.map(\.offset)
        #expect(offsets == offsets.sorted(), "\(random)")
    }
}

extension [ChunkEvent] {
    var resynchronizations: [Resynchronization] {
        compactMap { if case .resynchronized(let found) = $0 { found } else { nil } }
    }
}
