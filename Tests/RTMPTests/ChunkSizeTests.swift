import Bytes
import Media
import RTMP
import TestSupport
import Testing

/// Set Chunk Size, RTMP 1.0 § 5.4.1.
@Suite("Chunk sizes")
struct ChunkSizeTests {
    private func changing(to value: UInt32, on id: Int = 2) -> ChunkBuilder {
        var chunks = ChunkBuilder()
        chunks.write(SentMessage(id, .setChunkSize, ChunkBuilder.u32(value)))
        return chunks
    }

    private func change(_ event: ChunkEvent?) -> SetChunkSize? {
        guard case .message(let message)? = event, case .setChunkSize(let change) = message.body else { return nil }
        return change
    }

    @Test("128 until the sender says otherwise")
    func first() {
        var chunks = ChunkBuilder()
        chunks.write(SentMessage(3, .audio, count: 257))
        let message = decode(chunks.bytes).messages.first
        #expect(message?.chunks == 3)
        #expect(ChunkRecorder().decoder.chunkSize == 128)
    }

    @Test("a change tells the size before it", arguments: [1, 2, 127, 128, 129, 4096, 65_536, 0xff_ffff, 0x7fff_ffff])
    func changes(size: Int) {
        var chunks = changing(to: UInt32(size))
        chunks.chunkSize = size
        let count = min(size * 3 + 1, 5000)
        chunks.write(SentMessage(3, .audio, count: count))
        let events = decode(chunks.bytes, options: .everything)
        #expect(change(events.dropFirst().first)?.chunkSize == size)
        #expect(change(events.dropFirst().first)?.previous == 128)
        #expect(events.messages.last?.chunks == (count + size - 1) / size)
        #expect(events.messages.last?.payload == SentMessage(3, .audio, count: count).payload)
        #expect(events.losses.isEmpty)
    }

    @Test("the top bit is not part of the size, and is told as sent")
    func topBit() {
        var chunks = changing(to: 0x8000_0040)
        chunks.chunkSize = 64
        chunks.write(SentMessage(3, .audio, count: 65))
        let events = decode(chunks.bytes)
        #expect(change(events.first)?.rawValue == 0x8000_0040)
        #expect(change(events.first)?.chunkSize == 64)
        #expect(events.messages.last?.chunks == 2)
    }

    @Test("0 is no size: the one before stays", arguments: [0, 0x8000_0000] as [UInt32])
    func zero(value: UInt32) throws {
        var chunks = changing(to: value)
        chunks.write(SentMessage(3, .audio, count: 129))
        let events = decode(chunks.bytes)
        #expect(try #require(change(events.first)).chunkSize == nil)
        #expect(events.messages.last?.chunks == 2)
        #expect(events.messages.last?.facts == [])
    }

    @Test("it counts on any chunk stream, and also where another fmt begins it")
    func anywhere() {
        for id in [2, 3, 63, 64, 65_599] {
            var chunks = changing(to: 10, on: id)
            chunks.chunkSize = 10
            chunks.write(SentMessage(id, .setChunkSize, [0, 0, 0, 20]), format: 1)
            chunks.chunkSize = 20
            chunks.write(SentMessage(3, .audio, count: 21))
            let events = decode(chunks.bytes)
            #expect(change(events.dropFirst().first)?.previous == 10)
            #expect(events.messages.last?.chunks == 2)
        }
    }

    @Test("in the midst of a message, the next chunk of every chunk stream has the new size", arguments: [16, 1000])
    func inside(size: Int) {
        var chunks = ChunkBuilder()
        _ = chunks.begin(SentMessage(4, .audio, count: 300), format: 0)
        _ = chunks.begin(SentMessage(5, .video, count: 200), format: 0)
        chunks.write(SentMessage(2, .setChunkSize, ChunkBuilder.u32(UInt32(size))))
        chunks.chunkSize = size
        var isWhole = false
        while !isWhole { isWhole = chunks.resume(4) != nil }
        isWhole = false
        while !isWhole { isWhole = chunks.resume(5) != nil }
        let messages = decode(chunks.bytes, options: .everything).messages
        #expect(messages.map { $0.payload?.count } == [4, 300, 200])
        #expect(messages.map(\.chunks) == [1, 1 + (172 + size - 1) / size, 1 + (72 + size - 1) / size])
        #expect(messages[1].facts == [.interleaved, .chunkSizeChangedInside])
        #expect(messages[2].facts == [.interleaved, .chunkSizeChangedInside])
        #expect(messages[1].payload == SentMessage(4, .audio, count: 300).payload)
    }

    @Test("cut into chunks of one byte it still is read, and counts from its end on")
    func ownChunks() {
        var chunks = changing(to: 1)
        chunks.chunkSize = 1
        chunks.write(SentMessage(2, .setChunkSize, [0, 0, 0, 50]))
        chunks.chunkSize = 50
        chunks.write(SentMessage(3, .audio, count: 51))
        #expect(decode(chunks.bytes).messages.map(\.chunks) == [1, 4, 2])
    }

    @Test("a message too short for a size changes nothing")
    func tooShort() throws {
        var chunks = ChunkBuilder()
        chunks.write(SentMessage(2, .setChunkSize, [0, 0, 1]))
        chunks.write(SentMessage(3, .audio, count: 129))
        let messages = decode(chunks.bytes).messages
        guard case .unknown(let body) = try #require(messages.first).body else {
            Issue.record("not unknown")
            return
        }
        #expect(body.head == [0, 0, 1])
        #expect(body.problem == DecodeError(.truncated(needed: 4, available: 3), at: 0))
        #expect(messages.last?.chunks == 2)
    }

    // MARK: Great messages

    @Test("a message of 16 MiB less a byte, in chunks of any size", arguments: [4096, 1 << 20, 0x7fff_ffff])
    func greatest(size: Int) throws {
        let count = 0xff_ffff
        var chunks = changing(to: UInt32(size))
        chunks.chunkSize = size
        var message = SentMessage(6, .video, [])
        message.payload = [UInt8](repeating: 0x27, count: count)
        message.payload[count - 1] = 0x5a
        chunks.write(message)
        let bytes = chunks.bytes
        let pieces = Cuts.pieces(of: 1 << 16, bytes.count)
        let kept = try #require(decode(bytes, pieces, options: .everything).messages.last)
        #expect(kept.header.length == count)
        #expect(kept.chunks == (count + size - 1) / size)
        #expect(kept.payload == message.payload)
        #expect(kept.facts == [])
        let bare = try #require(decode(bytes, pieces).messages.last)
        #expect(bare.payload == nil)
        #expect(bare.facts == [])
        guard case .video(let tag) = bare.body else {
            Issue.record("no video")
            return
        }
        #expect(tag.length == count)
    }
}
