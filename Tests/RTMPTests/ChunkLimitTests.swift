import AMF
import RTMP
import TestSupport
import Testing

/// Everything that grows has a bound.
@Suite("Limits of the chunk decoder")
struct ChunkLimitTests {
    @Test("a message over the limit is decoded from its beginning, and says so")
    func message() throws {
        // "onMetaData", then a string of 300 bytes.
        let payload = hex("02 000a 6f6e4d65746144617461 02 012c") + [UInt8](repeating: 0x61, count: 300)
        var chunks = ChunkBuilder()
        chunks.write(SentMessage(4, .dataAMF0, payload))
        chunks.write(SentMessage(4, .dataAMF0, count: 100))
        var options = MessageOptions()
        options.keepsPayload = true
        options.maximumMessage = 100
        let messages = decode(chunks.bytes, options: options).messages
        let message = try #require(messages.first)
        #expect(message.header.length == 316)
        #expect(message.payload == Array(payload[..<100]))
        #expect(message.facts == .payloadCutAtLimit)
        guard case .data(let data) = message.body else {
            Issue.record("no data message")
            return
        }
        #expect(data.name == "onMetaData")
        #expect(data.problem != nil)
        // Of exactly the limit, nothing is lost.
        #expect(messages.last?.facts == [])
        #expect(messages.last?.payload?.count == 100)
    }

    @Test("unfinished messages share one bound, and give back what they held")
    func unfinished() {
        var options = MessageOptions()
        options.keepsPayload = true
        options.maximumUnfinished = 300
        var chunks = ChunkBuilder()
        // 128 bytes held each; the third one gets the 44 that are left.
        _ = chunks.begin(SentMessage(4, .dataAMF0, count: 256), format: 0)
        _ = chunks.begin(SentMessage(5, .dataAMF0, count: 256), format: 0)
        _ = chunks.begin(SentMessage(6, .dataAMF0, count: 256), format: 0)
        chunks.write(SentMessage(2, .abort, [0, 0, 0, 5]))
        chunks.abandon(5)
        // 128 bytes are free again.
        _ = chunks.resume(4)
        _ = chunks.resume(6)
        chunks.write(SentMessage(5, .dataAMF0, count: 300))
        chunks.write(SentMessage(5, .dataAMF0, count: 301))
        let events = decode(chunks.bytes, options: options)
        let messages = events.messages.filter { $0.header.type == .dataAMF0 }
        #expect(messages.map { $0.payload?.count } == [256, 44, 300, 300])
        #expect(messages.map { $0.facts.contains(.payloadCutAtLimit) } == [false, true, false, true])
        #expect(messages[1].payload == Array(SentMessage(6, .dataAMF0, count: 256).payload[..<44]))
        // What is kept does not depend on the pieces in which it came.
        for size in [1, 2, 3, 50, 140] {
            #expect(decode(chunks.bytes, Cuts.pieces(of: size, chunks.bytes.count), options: options) == events)
        }
    }

    @Test("an Abort inside the bound is still understood: short messages come first")
    func controlUnderPressure() {
        var options = MessageOptions()
        options.maximumUnfinished = 128
        var chunks = ChunkBuilder()
        _ = chunks.begin(SentMessage(4, .dataAMF0, count: 256), format: 0)
        chunks.write(SentMessage(2, .setChunkSize, [0, 0, 0, 200]))
        chunks.chunkSize = 200
        _ = chunks.resume(4)
        let messages = decode(chunks.bytes, options: options).messages
        #expect(messages.map(\.header.type) == [.setChunkSize, .dataAMF0])
        #expect(messages.last?.chunks == 2)
    }

    @Test("more chunk streams than the limit are not followed")
    func chunkStreams() throws {
        var options = MessageOptions()
        options.maximumChunkStreams = 3
        var chunks = ChunkBuilder()
        for id in [3, 100, 1000] { chunks.write(SentMessage(id, .audio, count: 2)) }
        for id in [3, 100, 1000] { chunks.write(SentMessage(id, .audio, count: 2), format: 3) }
        #expect(decode(chunks.bytes, options: options).messages.count == 6)
        let start = chunks.bytes.count
        chunks.write(SentMessage(4, .audio, count: 2))
        let events = decode(chunks.bytes, options: options)
        #expect(events.messages.count == 6)
        #expect(events.losses.map(\.cause) == [.chunkStreamLimit(3)])
        #expect(events.losses.map(\.offset) == [start])
    }

    @Test("every chunk stream id there is, each with an unfinished message, holds what came and no more")
    func allChunkStreams() {
        var options = MessageOptions()
        options.maximumChunkStreams = 65_598
        var chunks = ChunkBuilder()
        // 16 MiB are announced on each, 1 byte comes.
        chunks.append(hex("02 000000 000004 01 00000000 00000001"))
        for id in 3...2000 {
            switch id {
            case ..<64: chunks.append([UInt8(id)])
            case ..<320: chunks.append([0, UInt8(id - 64)])
            default: chunks.append([1, UInt8((id - 64) & 0xff), UInt8((id - 64) >> 8)])
            }
            chunks.append(hex("000000 ffffff 12 01000000 02"))
        }
        let events = decode(chunks.bytes, options: options)
        #expect(events.cuts.count == 1998)
        #expect(events.cuts.allSatisfy { $0.received == 1 && $0.header.length == 0xff_ffff })
    }

    @Test("of audio and video no more is kept than a tag header needs")
    func media() throws {
        // Nothing is left for 20 frames of 1000 bytes if they are kept; as tags they fit.
        var options = MessageOptions()
        options.maximumUnfinished = 1000
        var chunks = ChunkBuilder()
        for id in 10..<30 {
            _ = chunks.begin(SentMessage(id, .video, [0x27, 0x01] + [UInt8](repeating: 0, count: 998)), format: 0)
        }
        for id in 10..<30 { while chunks.resume(id) == nil {} }
        let messages = decode(chunks.bytes, options: options).messages
        #expect(messages.count == 20)
        #expect(messages.allSatisfy { !$0.facts.contains(.payloadCutAtLimit) && $0.payload == nil })
    }
}
