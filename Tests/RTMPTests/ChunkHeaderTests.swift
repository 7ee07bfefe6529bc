import RTMP
import TestSupport
import Testing

/// What a chunk's header says, and what it leaves to the chunks before it: RTMP 1.0 § 5.3.1.
@Suite("Chunk headers")
struct ChunkHeaderTests {
    /// csid 3, timestamp 100, 2 bytes, audio, stream 1.
    static let opening = hex("03 000064 000002 08 01000000 af01")

    private func messages(_ digits: String) -> [Message] { decode(Self.opening + hex(digits)).messages }

    @Test("each fmt inherits what it leaves out")
    func inheritance() {
        let messages = messages(
            """
            43 000014 000001 09 17
            83 00000a 27
            c3 37
            """)
        #expect(messages.map(\.header.format) == [0, 1, 2, 3])
        #expect(messages.map(\.header.timestamp) == [100, 120, 130, 140])
        #expect(messages.map(\.header.type) == [.audio, .video, .video, .video])
        #expect(messages.map(\.header.length) == [2, 1, 1, 1])
        #expect(messages.allSatisfy { $0.header.messageStreamID == 1 })
        #expect(messages.map(\.offset) == [0, 14, 23, 28])
        #expect(messages.map(\.index) == [1, 2, 3, 4])
    }

    @Test("chunk streams do not inherit from each other")
    func separate() {
        let messages = messages("04 000005 000001 12 02000000 05  83 000001 af02  84 000001 05")
        #expect(messages.map(\.header.chunkStreamID) == [3, 4, 3, 4])
        #expect(messages.map(\.header.timestamp) == [100, 5, 101, 6])
        #expect(messages.map(\.header.messageStreamID) == [1, 2, 1, 2])
    }

    @Test("the message stream id is little-endian, all else is not")
    func byteOrder() throws {
        let message = try #require(decode(hex("05 010203 000001 08 04030201 af")).messages.first)
        #expect(message.header.timestamp == 0x010203)
        #expect(message.header.messageStreamID == 0x0102_0304)
    }

    @Test("fmt 1 on a fresh chunk stream counts from 0, and says so")
    func format1First() throws {
        // librtmp's first SetBufferLength: stream 0, 300 ms.
        let message = try #require(decode(hex("42 000005 00000a 04 0003 00000000 0000012c")).messages.first)
        #expect(message.header.timestamp == 5)
        #expect(message.header.messageStreamID == 0)
        #expect(message.facts == .format1OnFreshStream)
    }

    @Test("fmt 2 and 3 on a fresh chunk stream are no chunks", arguments: [2, 3] as [UInt8])
    func noHeaderBefore(format: UInt8) {
        let start = Self.opening.count
        let header = [format << 6 | 5] + (format == 2 ? [0, 0, 10] : [])
        // What follows looks like a chunk, and must not be taken for one.
        let events = decode(Self.opening + header + Self.opening)
        #expect(events.messages.count == 1)
        #expect(events.losses.map(\.cause) == [.noPreviousHeader(format: format, chunkStreamID: 5)])
        #expect(events.losses.map(\.offset) == [start])
    }

    @Test("a chunk stream id in a longer form than it needs is told, in whatever chunk it stands")
    func longForm() {
        var chunks = ChunkBuilder()
        _ = chunks.begin(SentMessage(70, .audio, count: 200), format: 0)
        _ = chunks.resume(70, form: .threeBytes)
        chunks.write(SentMessage(70, .audio, count: 200))
        chunks.write(SentMessage(320, .audio, count: 200), form: .threeBytes)
        #expect(decode(chunks.bytes).messages.map(\.facts) == [.longBasicHeader, [], []])
    }

    @Test("fmt 3 after fmt 0 takes the timestamp for its delta, and says so unless that is 0")
    func deltaIsTimestamp() {
        #expect(messages("c3 af02 c3 af03").map(\.header.timestamp) == [100, 200, 300])
        #expect(messages("c3 af02 c3 af03").map(\.facts) == [[], .deltaIsTimestamp, .deltaIsTimestamp])
        let still = decode(hex("03 000000 000002 08 01000000 af01 c3 af01")).messages
        #expect(still.map(\.header.timestamp) == [0, 0])
        #expect(still.map(\.facts) == [[], []])
    }

    @Test("timestamps wrap at 32 bits, in every fmt that adds")
    func wrap() {
        let messages = decode(
            hex(
                """
                04 ffffff 000001 08 01000000 fffffff0 af
                44 000020 000001 08 af
                84 ffffff ffffffff af
                c4 ffffffff af
                """)
        ).messages
        #expect(messages.map(\.header.timestamp) == [0xffff_fff0, 0x10, 0x0f, 0x0e])
        #expect(messages.map(\.header.hasExtendedTimestamp) == [true, false, true, true])
    }

    @Test("an extended timestamp may be smaller than what needs one")
    func smallExtended() throws {
        let message = try #require(decode(hex("04 ffffff 000001 08 01000000 00000005 af")).messages.first)
        #expect(message.header.timestamp == 5)
        #expect(message.header.hasExtendedTimestamp)
    }

    @Test("0xFFFFFE is the last timestamp that needs no extension")
    func boundary() throws {
        let message = try #require(decode(hex("04 fffffe 000001 08 01000000 af")).messages.first)
        #expect(message.header.timestamp == 0xff_fffe)
        #expect(!message.header.hasExtendedTimestamp)
    }

    @Test("messages without payload are whole with their header")
    func empty() {
        let bytes = hex("04 000007 000000 08 01000000  44 000003 000000 08  84 000002  c4 c4")
        let messages = decode(bytes, options: .everything).messages
        #expect(messages.map(\.header.timestamp) == [7, 10, 12, 14, 16])
        #expect(messages.allSatisfy { $0.chunks == 1 && $0.payload == [] })
        // Told at once, not when the next chunk comes.
        var recorder = ChunkRecorder()
        recorder.feed(Array(bytes[..<12]))
        #expect(recorder.events.count == 1)
    }

    @Test(
        "types that nobody knows are believed while the rest of the header can be meant",
        arguments: [
            // Type 7, 1 byte, stream 1; type 250, no payload.
            ("000000 000001 07 01000000 aa", true),
            ("000000 000000 fa 00000000", true),
            // Type 0; 4 MiB and a byte; a stream id of more than 24 bits.
            ("000000 000001 00 01000000 aa", false),
            ("000000 400001 07 01000000 aa", false),
            ("000000 000001 07 00000001 aa", false),
        ])
    func implausible(digits: String, isBelieved: Bool) throws {
        let events = decode([0x04] + hex(digits))
        #expect((events.messages.count == 1) == isBelieved)
        #expect(events.losses.isEmpty == isBelieved)
        guard !isBelieved else { return }
        guard case .implausibleHeader(let header)? = events.losses.first?.cause else {
            Issue.record("lost for another reason")
            return
        }
        #expect(header.chunkStreamID == 4)
        #expect(events.cuts.isEmpty)
    }

    // MARK: Headers inside a message

    /// 200 bytes of audio on csid 4, of which one chunk was sent.
    static func begun() -> (chunks: ChunkBuilder, rest: [UInt8]) {
        var chunks = ChunkBuilder()
        let message = SentMessage(4, .audio, at: 50, count: 200)
        _ = chunks.begin(message, format: 0)
        return (chunks, Array(message.payload[128...]))
    }

    @Test("fmt 0 inside a message begins another, the first one is overtaken")
    func overtaken() throws {
        var (chunks, _) = Self.begun()
        let second = chunks.bytes.count
        chunks.write(SentMessage(4, .audio, at: 90, count: 200, first: 9))
        let events = decode(chunks.bytes, options: .everything)
        let cut = try #require(events.cuts.first)
        #expect(events.cuts.count == 1)
        #expect(cut.cause == .overtaken)
        #expect(cut.received == 128)
        #expect(cut.header.timestamp == 50)
        #expect(cut.offset == 0)
        let message = try #require(events.messages.first)
        #expect(events.messages.count == 1)
        #expect(message.offset == second)
        #expect(message.header.timestamp == 90)
        #expect(message.payload == SentMessage(4, .audio, count: 200, first: 9).payload)
        #expect(message.facts == [])
    }

    @Test(
        "fmt 1 with the same length and type, and fmt 2, go on with the message",
        arguments: ["44 000000 0000c8 08", "84 000000", "84 000028"])
    func continued(digits: String) throws {
        let (chunks, rest) = Self.begun()
        let events = decode(chunks.bytes + hex(digits) + rest, options: .everything)
        let message = try #require(events.messages.first)
        #expect(events.cuts.isEmpty)
        #expect(message.chunks == 2)
        #expect(message.header.timestamp == 50)
        #expect(message.facts == .headerInsideMessage)
        #expect(message.payload == SentMessage(4, .audio, count: 200).payload)
    }

    @Test(
        "fmt 1 with another length or type begins another", arguments: ["44 00000a 0000c7 08", "44 00000a 0000c8 09"])
    func another(digits: String) throws {
        let (chunks, _) = Self.begun()
        let events = decode(chunks.bytes + hex(digits) + [UInt8](repeating: 0x11, count: 128))
        #expect(events.cuts.map(\.cause) == [.overtaken, .ended])
        // The timestamp of what was overtaken is what the delta adds to.
        #expect(events.cuts.map(\.header.timestamp) == [50, 60])
        #expect(events.cuts.map(\.received) == [128, 128])
    }
}
