import RTMP
import TestSupport
import Testing

/// Whether a fmt 3 chunk repeats the extended timestamp, RTMP 1.0 § 5.3.1.3, is told by looking.
@Suite("Extended timestamps in fmt 3 chunks")
struct ChunkExtendedTimestampTests {
    /// 200 bytes of audio at 0x01020304, in two chunks, the second one with `between` before its data.
    static func message(_ between: String, first: UInt8 = 0) -> [UInt8] {
        let payload = SentMessage(4, .audio, count: 200, first: first).payload
        return hex("04 ffffff 0000c8 08 01000000 01020304") + payload[..<128] + hex("c4" + between) + payload[128...]
    }

    private func told(_ bytes: [UInt8]) -> [ChunkEvent] {
        let whole = decode(bytes, options: .everything)
        #expect(decode(bytes, Cuts.everyByte(bytes.count), options: .everything) == whole)
        for cut in Cuts.inTwo(bytes.count) { #expect(decode(bytes, cut, options: .everything) == whole) }
        return whole
    }

    @Test("repeated, it is no payload")
    func repeated() {
        let events = told(Self.message("01020304") + Self.message("01020304", first: 3))
        #expect(events.messages.map(\.facts) == [[], []])
        #expect(events.messages.map { $0.payload?.count } == [200, 200])
        #expect(events.messages[1].payload == SentMessage(4, .audio, count: 200, first: 3).payload)
    }

    @Test("left out, the payload begins at once")
    func omitted() {
        let events = told(Self.message("") + Self.message("", first: 3))
        #expect(events.messages.map(\.facts) == [.extendedTimestampOmitted, .extendedTimestampOmitted])
        #expect(events.messages[0].payload == SentMessage(4, .audio, count: 200).payload)
        #expect(events.messages[1].payload == SentMessage(4, .audio, count: 200, first: 3).payload)
    }

    @Test("after a delta, the delta and the absolute timestamp are both known for one")
    func absolute() {
        // 0 as fmt 0, then fmt 1 with a delta of 0x01000000 that fmt 3 repeats as such, then as absolute timestamps.
        var chunks = ChunkBuilder()
        chunks.write(SentMessage(4, .audio, at: 16, count: 4))
        chunks.write(SentMessage(4, .audio, at: 0x0100_0010, count: 200), format: 1)
        chunks.habit = .absolute
        chunks.write(SentMessage(4, .audio, at: 0x0200_0010, count: 200), format: 2)
        let events = told(chunks.bytes)
        #expect(events.messages.map(\.header.timestamp) == [16, 0x0100_0010, 0x0200_0010])
        #expect(events.messages.map(\.facts) == [[], [], []])
        #expect(events.messages[2].payload == SentMessage(4, .audio, count: 200).payload)
    }

    @Test("a sender that always repeats it is believed when it writes another one near by")
    func differs() {
        // 0x01020404 where 0x01020304 is due.
        let events = told(Self.message("01020304") + Self.message("01020404"))
        #expect(events.messages.map(\.facts) == [[], .extendedTimestampDiffers])
        #expect(events.messages.map(\.header.timestamp) == [0x0102_0304, 0x0102_0304])
        #expect(events.messages[1].payload == SentMessage(4, .audio, count: 200).payload)
    }

    @Test("of a sender whose habit is not known, another one is payload")
    func notYetKnown() {
        // The four bytes are data, so the message ends four bytes early: 5c 63 6a 71 begin a header.
        let events = told(Self.message("01020404"))
        #expect(events.messages.map(\.facts) == [.extendedTimestampOmitted])
        let payload = SentMessage(4, .audio, count: 200).payload
        #expect(events.messages[0].payload == payload[..<128] + hex("01020404") + payload[128..<196])
    }

    @Test("a header without an extended timestamp ends it")
    func cleared() {
        var chunks = ChunkBuilder()
        chunks.write(SentMessage(4, .audio, at: 0x0100_0000, count: 200))
        // Its second chunk's payload begins as the old timestamp would.
        var message = SentMessage(4, .audio, at: 0x0100_0014, count: 200)
        message.payload.replaceSubrange(128..<132, with: hex("01000000"))
        chunks.write(message, format: 1)
        let events = told(chunks.bytes)
        #expect(events.messages.map(\.header.hasExtendedTimestamp) == [true, false])
        #expect(events.messages.last?.payload == message.payload)
    }

    @Test(
        "chunks of fewer than four bytes, with it and without", arguments: ChunkBuilder.ExtendedTimestampHabit.allCases)
    func shortChunks(habit: ChunkBuilder.ExtendedTimestampHabit) {
        for size in 1...5 {
            var chunks = ChunkBuilder()
            chunks.habit = habit
            chunks.write(SentMessage(2, .setChunkSize, ChunkBuilder.u32(UInt32(size))))
            chunks.chunkSize = size
            chunks.write(SentMessage(4, .audio, at: 0xffff_ff00, count: 23))
            chunks.write(SentMessage(4, .video, at: 0x0100_0f00, count: 23), format: 1)
            // The bytes behind it tell what the last chunk is.
            chunks.write(SentMessage(5, .audio, count: 12))
            let messages = told(chunks.bytes).messages
            #expect(messages.count == 4)
            #expect(messages.dropFirst().map { $0.payload?.count } == [23, 23, 12])
            let fact: ChunkFacts = habit == .omitted && size < 23 ? .extendedTimestampOmitted : []
            #expect(messages.dropFirst().map(\.facts) == [fact, fact, []])
        }
    }

    @Test("messages without payload that fmt 3 begins, with it and without")
    func empty() {
        let opening = "04 ffffff 000000 08 01000000 01020304"
        let repeated = told(hex(opening + "c4 01020304 c4 01020304 05 000000 000000 08 01000000"))
        #expect(repeated.messages.map(\.header.timestamp) == [0x0102_0304, 0x0204_0608, 0x0306_090c, 0])
        #expect(repeated.messages.map(\.facts) == [[], .deltaIsTimestamp, .deltaIsTimestamp, []])
        let omitted = told(hex(opening + "c4 c4 05 000000 000000 08 01000000"))
        #expect(omitted.messages.map(\.header.timestamp) == [0x0102_0304, 0x0204_0608, 0x0306_090c, 0])
        #expect(omitted.messages[2].facts == [.deltaIsTimestamp, .extendedTimestampOmitted])
    }
}
