import Media
import TestSupport
import Testing

@testable import RTMP

/// What a direction keeps: little between messages, and no more of those in progress than they need.
@Suite("Memory of a chunk decoder")
struct ChunkMemoryTests {
    @Test("a chunk stream and a direction take as few bytes as thousands of flows allow")
    func sizes() {
        #expect(MemoryLayout<ChunkStream>.stride == 24)
        #expect(MemoryLayout<MessageInProgress>.stride <= 80)
        #expect(MemoryLayout<PeerDecoder>.stride <= 168)
    }

    /// Messages of 0 to 400 bytes on many chunk streams, as their chunks come in a random order.
    private func interleaved(_ random: inout SeededGenerator) -> (bytes: [UInt8], sent: [Int: SentMessage]) {
        var chunks = ChunkBuilder()
        var sent: [Int: SentMessage] = [:]
        var open: [Int] = []
        for id in [2, 3, 4, 7, 15, 16, 63, 64, 70, 319, 320, 400, 65_599] + Array(20..<50) {
            let message = SentMessage(
                id, .dataAMF0, at: UInt32(id), count: Int.random(in: 0...400, using: &random),
                first: UInt8(truncatingIfNeeded: id))
            sent[id] = message
            if chunks.begin(message, format: 0) == nil { open.append(id) }
            while random.chance(50), let id = open.randomElement(using: &random) {
                if chunks.resume(id) != nil { open.removeAll { $0 == id } }
            }
        }
        while let id = open.randomElement(using: &random) {
            if chunks.resume(id) != nil { open.removeAll { $0 == id } }
        }
        return (chunks.bytes, sent)
    }

    @Test("messages open on many chunk streams at once all come whole, and nothing of them stays", arguments: 0..<20)
    func manyOpen(seed: Int) {
        var random = SeededGenerator(seed: 8100 + UInt64(seed))
        let (bytes, sent) = interleaved(&random)
        var recorder = ChunkRecorder(options: .everything)
        recorder.feed(bytes, Cuts.random(bytes.count, using: &random))
        let messages = recorder.events.messages
        #expect(messages.count == sent.count, "seed \(random.seed)")
        for message in messages {
            let sent = sent[message.header.chunkStreamID]
            #expect(message.payload == sent?.payload)
            #expect(message.header.timestamp == sent?.timestamp)
        }
        #expect(recorder.decoder.isIdle, "seed \(random.seed)")
    }

    @Test("messages that are cut off are let go of, wherever they were parked", arguments: 0..<20)
    func cutOff(seed: Int) {
        var random = SeededGenerator(seed: 8200 + UInt64(seed))
        let (bytes, sent) = interleaved(&random)
        var recorder = ChunkRecorder(options: .everything)
        recorder.feed(Array(bytes[..<(bytes.count / 2)]))
        let begun = Set(recorder.events.chunks.map(\.chunkStreamID))
        recorder.finish()
        let told = (recorder.events.messages.map(\.header) + recorder.events.cuts.map(\.header)).map(\.chunkStreamID)
        #expect(Set(told) == begun && told.count == begun.count, "seed \(random.seed)")
        for cut in recorder.events.cuts { #expect(cut.received < sent[cut.header.chunkStreamID]?.payload.count ?? 0) }
        recorder.decoder.pending = []
        #expect(recorder.decoder.isIdle, "seed \(random.seed)")
    }

    @Test("a scanner and a long payload go with the frame that needed them")
    func frame() {
        var options = MessageOptions()
        options.scansFrames = true
        var recorder = ChunkRecorder(options: options)
        var chunks = ChunkBuilder()
        // An AVC frame of one unit of 295 bytes.
        let frame = [0x27, 1, 0, 0, 0] + ChunkBuilder.u32(295) + [0x41] + [UInt8](repeating: 1, count: 294)
        _ = chunks.begin(SentMessage(6, .video, frame), format: 0)
        recorder.feed(chunks.bytes)
        #expect(recorder.decoder.current.scanner.count == 1)
        let begun = chunks.bytes.count
        while chunks.resume(6) == nil {}
        recorder.feed(Array(chunks.bytes[begun...]))
        #expect(recorder.events.messages.map { $0.frames?.units.map(\.size) } == [[295]])
        #expect(recorder.decoder.isIdle)
    }

    @Test("every chunk size that was announced is remembered once, the first eight of them")
    func chunkSizes() {
        var chunks = ChunkBuilder()
        for size in [4096, 4096, 60_000, 4096, 1, 2, 3, 4, 5, 6, 7] {
            chunks.write(SentMessage(2, .setChunkSize, ChunkBuilder.u32(UInt32(size))))
            chunks.chunkSize = size
        }
        var recorder = ChunkRecorder()
        recorder.feed(chunks.bytes)
        #expect(recorder.decoder.announcedChunkSizes == [4096, 60_000, 1, 2, 3, 4, 5, 6])
        #expect(recorder.decoder.chunkSize == 7)
    }

    @Test("few bytes stand in place, more of them elsewhere, and they are the same", arguments: 0..<40)
    func shortBytes(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: 11 * $0 + 1) }
        for piece in 1...9 {
            var kept = ShortBytes()
            for start in stride(from: 0, to: count, by: piece) {
                kept.append(bytes.span.bytes, start..<min(start + piece, count))
            }
            #expect(kept.all == bytes && kept.count == count && kept.isEmpty == bytes.isEmpty)
            #expect(kept.read { $0.byteCount } == count)
            #expect(ShortBytes(bytes).all == bytes)
        }
    }
}

extension ChunkDecoder {
    /// Holds no memory for messages or headers in progress.
    fileprivate var isIdle: Bool {
        parked.capacity == 0 && pending.isEmpty && current.scanner.capacity == 0 && current.payload.isEmpty && kept == 0
    }
}
