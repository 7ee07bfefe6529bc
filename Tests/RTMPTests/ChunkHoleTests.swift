import AMF
import Media
import RTMP
import TestSupport
import Testing

/// Bytes that the capture does not have.
@Suite("Holes in the chunk stream")
struct ChunkHoleTests {
    /// Two chunks of audio on csid 4: headers of 12 and 1 bytes, 128 and 72 bytes of data; a third of another message.
    static let bytes: [UInt8] = {
        var chunks = ChunkBuilder()
        chunks.write(SentMessage(4, .audio, at: 5, count: 200))
        chunks.write(SentMessage(5, .dataAMF0, count: 10))
        return chunks.bytes
    }()
    static let payload = SentMessage(4, .audio, count: 200).payload

    private func missing(_ hole: Range<Int>, from bytes: [UInt8] = bytes) -> [ChunkEvent] {
        var recorder = ChunkRecorder(options: .everything)
        recorder.feed(Array(bytes[..<hole.lowerBound]))
        recorder.skip(hole.count)
        recorder.feed(Array(bytes[hole.upperBound...]))
        recorder.finish()
        return recorder.events
    }

    @Test(
        "a hole inside a chunk's data costs that data only",
        arguments: [12..<13, 12..<140, 60..<100, 139..<140, 141..<142, 141..<213, 200..<213])
    func inside(hole: Range<Int>) throws {
        let events = missing(hole)
        #expect(events.losses.isEmpty)
        #expect(events.messages.count == 2)
        let message = try #require(events.messages.first)
        #expect(message.missing == hole.count)
        #expect(message.chunks == 2)
        // Kept as far as the hole: what is behind it would stand in the wrong place.
        let before = hole.lowerBound < 140 ? hole.lowerBound - 12 : hole.lowerBound - 13
        #expect(message.payload == Array(Self.payload[..<before]))
        #expect(events.messages.last?.payload?.count == 10)
        #expect(events.messages.last?.missing == 0)
    }

    @Test(
        "a hole that takes a byte of a header, or more than a chunk's data, costs the chunk boundary",
        arguments: [0..<1, 5..<6, 11..<12, 12..<141, 139..<141, 140..<141, 140..<150, 212..<214, 213..<214])
    func across(hole: Range<Int>) throws {
        let events = missing(hole)
        let loss = try #require(events.losses.first)
        #expect(events.losses.count == 1)
        #expect(loss.cause == .hole(hole.count))
        // A header that had begun is what was not understood.
        #expect(loss.offset == (hole.lowerBound < 12 ? 0 : hole.lowerBound))
        #expect(events.messages.count == (hole.lowerBound < 213 ? 0 : 1))
        let isOpen = hole.lowerBound >= 12 && hole.lowerBound < 213
        #expect(events.cuts.map(\.cause) == (isOpen ? [.lost] : []))
        if isOpen { #expect(events.cuts[0].received == (hole.lowerBound < 141 ? hole.lowerBound - 12 : 199)) }
    }

    @Test("what was missing does not count as received")
    func received() throws {
        var recorder = ChunkRecorder()
        recorder.feed(Array(Self.bytes[..<100]))
        recorder.skip(20)
        recorder.finish()
        #expect(try #require(recorder.events.cuts.first).received == 88)
    }

    @Test("a hole in several places of one message")
    func several() throws {
        var recorder = ChunkRecorder(options: .everything)
        recorder.feed(Array(Self.bytes[..<50]))
        recorder.skip(10)
        recorder.skip(5)
        recorder.feed(Array(Self.bytes[65..<150]))
        recorder.skip(7)
        recorder.feed(Array(Self.bytes[157...]))
        let message = try #require(recorder.events.messages.first)
        #expect(message.missing == 22)
        #expect(message.payload == Array(Self.payload[..<38]))
        #expect(recorder.events.messages.count == 2)
    }

    @Test("no bytes missing is no hole")
    func none() {
        var recorder = ChunkRecorder()
        recorder.skip(0)
        recorder.feed(Array(Self.bytes[..<140]))
        recorder.skip(0)
        recorder.feed(Array(Self.bytes[140..<145]))
        recorder.skip(0)
        recorder.feed(Array(Self.bytes[145...]))
        #expect(recorder.events == decode(Self.bytes))
    }

    @Test("once lost, a direction tells nothing more of its chunks")
    func lost() {
        var recorder = ChunkRecorder()
        recorder.skip(1)
        recorder.feed(Self.bytes)
        recorder.skip(100)
        recorder.feed(Self.bytes)
        recorder.finish()
        #expect(recorder.events.count == 1)
        #expect(recorder.decoder.isLost)
    }

    @Test("a command with a hole is read as far as the hole")
    func command() throws {
        // "connect", 1.0, then a string of which the end is missing.
        let payload = hex("0200 07 636f6e6e656374 00 3ff0000000000000 02 0005 68656c6c6f")
        var chunks = ChunkBuilder()
        chunks.write(SentMessage(3, .commandAMF0, payload))
        let hole = (chunks.bytes.count - 2)..<chunks.bytes.count
        let message = try #require(missing(hole, from: chunks.bytes).messages.first)
        guard case .command(let command) = message.body else {
            Issue.record("no command")
            return
        }
        #expect(command.name == "connect")
        #expect(command.transactionID == 1)
        #expect(command.problem != nil)
    }

    @Test("of a frame with a hole no NAL units are told, whatever is kept")
    func frames() throws {
        // A key frame of one NAL unit of 200 bytes: type 5.
        let payload = hex("17 01 000000 000000c8 65") + [UInt8](repeating: 0x55, count: 199)
        var chunks = ChunkBuilder()
        chunks.write(SentMessage(6, .video, on: 1, payload))
        for keepsPayload in [false, true] {
            var options = MessageOptions()
            options.scansFrames = true
            options.keepsPayload = keepsPayload
            let whole = try #require(decode(chunks.bytes, options: options).messages.first)
            #expect(whole.frames?.unitCount == 1)
            #expect(whole.frames?.problems == [])
            for hole in [14..<18, 60..<70, 200..<205] {
                var recorder = ChunkRecorder(options: options)
                recorder.feed(Array(chunks.bytes[..<hole.lowerBound]))
                recorder.skip(hole.count)
                recorder.feed(Array(chunks.bytes[hole.upperBound...]))
                let message = try #require(recorder.events.messages.first)
                #expect(message.missing == hole.count)
                #expect(message.frames == nil)
            }
        }
    }
}
