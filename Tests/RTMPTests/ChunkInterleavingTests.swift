import RTMP
import TestSupport
import Testing

/// Messages between the chunks of others, and Abort: RTMP 1.0 § 5.3 and § 5.4.2.
@Suite("Interleaving and Abort")
struct ChunkInterleavingTests {
    @Test("messages on different chunk streams take turns")
    func turns() {
        var chunks = ChunkBuilder()
        _ = chunks.begin(SentMessage(4, .audio, count: 300, first: 1), format: 0)
        _ = chunks.begin(SentMessage(70, .video, count: 300, first: 2), format: 0)
        _ = chunks.begin(SentMessage(400, .dataAMF0, count: 300, first: 3), format: 0)
        _ = chunks.resume(400)
        _ = chunks.resume(70)
        _ = chunks.resume(4)
        _ = chunks.resume(400)
        chunks.write(SentMessage(5, .audio, count: 3))
        _ = chunks.resume(4)
        _ = chunks.resume(70)
        let messages = decode(chunks.bytes, options: .everything).messages
        #expect(messages.map(\.header.chunkStreamID) == [400, 5, 4, 70])
        #expect(messages.map(\.chunks) == [3, 1, 3, 3])
        #expect(messages.map(\.facts) == [.interleaved, [], .interleaved, .interleaved])
        #expect(messages[0].payload == SentMessage(4, .audio, count: 300, first: 3).payload)
        #expect(messages[2].payload == SentMessage(4, .audio, count: 300, first: 1).payload)
        #expect(messages[3].payload == SentMessage(4, .audio, count: 300, first: 2).payload)
        #expect(messages.map(\.index) == [1, 2, 3, 4])
    }

    @Test("Abort cuts the message of its chunk stream and no other")
    func abort() {
        var chunks = ChunkBuilder()
        _ = chunks.begin(SentMessage(4, .audio, at: 10, count: 300), format: 0)
        _ = chunks.begin(SentMessage(400, .video, at: 20, count: 300), format: 0)
        chunks.write(SentMessage(2, .abort, ChunkBuilder.u32(400)))
        chunks.abandon(400)
        _ = chunks.resume(4)
        // What was aborted still is what the next header inherits from.
        chunks.write(SentMessage(400, .video, at: 25, count: 300), format: 2)
        _ = chunks.resume(4)
        let events = decode(chunks.bytes)
        #expect(events.cuts.map(\.header.chunkStreamID) == [400])
        #expect(events.cuts.map(\.cause) == [.aborted])
        #expect(events.cuts.map(\.received) == [128])
        #expect(events.messages.map(\.header.chunkStreamID) == [2, 400, 4])
        #expect(events.messages.map(\.header.timestamp) == [0, 25, 10])
    }

    @Test(
        "Abort of a chunk stream without an unfinished message is told, and does nothing",
        arguments: [2, 4, 9, 0xffff_ffff])
    func nothingToAbort(id: UInt32) {
        var chunks = ChunkBuilder()
        chunks.write(SentMessage(4, .audio, count: 300))
        chunks.write(SentMessage(2, .abort, ChunkBuilder.u32(id)))
        chunks.write(SentMessage(4, .audio, count: 300), format: 3)
        let events = decode(chunks.bytes)
        #expect(events.cuts.isEmpty)
        #expect(events.messages.count == 3)
        guard case .abort(let abort) = events.messages[1].body else {
            Issue.record("no Abort")
            return
        }
        #expect(abort.chunkStreamID == id)
    }

    @Test("fmt 3 behind an Abort begins a message")
    func formatBehindAbort() throws {
        var chunks = ChunkBuilder()
        _ = chunks.begin(SentMessage(4, .audio, at: 0, count: 130), format: 0)
        chunks.write(SentMessage(2, .abort, [0, 0, 0, 4]))
        chunks.abandon(4)
        chunks.write(SentMessage(4, .audio, at: 0, count: 130, first: 8), format: 3)
        let message = try #require(decode(chunks.bytes, options: .everything).messages.last)
        #expect(message.header.format == 3)
        #expect(message.payload == SentMessage(4, .audio, count: 130, first: 8).payload)
    }

    @Test("the end cuts what is unfinished, once, in the order of the chunk streams")
    func end() {
        var chunks = ChunkBuilder()
        _ = chunks.begin(SentMessage(9, .audio, count: 300), format: 0)
        _ = chunks.begin(SentMessage(4, .video, count: 300), format: 0)
        chunks.write(SentMessage(3, .audio, count: 3))
        _ = chunks.resume(4)
        var recorder = ChunkRecorder()
        recorder.feed(chunks.bytes)
        #expect(recorder.events.cuts.isEmpty)
        recorder.finish()
        recorder.finish()
        #expect(recorder.events.cuts.map(\.header.chunkStreamID) == [9, 4])
        #expect(recorder.events.cuts.map(\.received) == [128, 256])
        #expect(recorder.events.cuts.map(\.cause) == [.ended, .ended])
        #expect(recorder.decoder.messageCount == 1)
    }

    @Test("a direction without a byte ends without a word")
    func nothing() {
        #expect(decode([]).isEmpty)
    }
}
