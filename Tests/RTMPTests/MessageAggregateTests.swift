import Bytes
import Fields
import RTMP
import TestSupport
import Testing

/// Type 22: RTMP 1.0 § 7.1.6.
@Suite("Aggregates")
struct MessageAggregateTests {
    private func aggregate(_ payload: [UInt8], at timestamp: UInt32 = 0) throws -> Aggregate {
        guard case .aggregate(let aggregate) = try body(.aggregate, payload, timestamp: timestamp) else {
            throw Undelivered(events: 1)
        }
        return aggregate
    }

    /// Audio at 40, video at 60, with 3 and 5 bytes.
    static let two = ChunkBuilder.aggregate(of: [
        SentMessage(0, .audio, on: 7, at: 40, hex("af0121")), SentMessage(0, .video, on: 7, at: 60, hex("2701000000")),
    ])

    @Test("messages with their timestamps on the aggregate's clock")
    func whole() throws {
        let aggregate = try aggregate(Self.two, at: 1000)
        #expect(aggregate.problem == nil)
        #expect(aggregate.messages.map(\.type) == [.audio, .video])
        #expect(aggregate.messages.map(\.timestamp) == [1000, 1020])
        #expect(aggregate.messages.map(\.rawTimestamp) == [40, 60])
        #expect(aggregate.messages.map(\.messageStreamID) == [7, 7])
        #expect(aggregate.messages.map(\.length) == [3, 5])
        #expect(aggregate.messages.map(\.range) == [11..<14, 29..<34])
        #expect(aggregate.messages.map(\.backPointer) == [14, 16])
        guard case .audio = aggregate.messages[0].body, case .video = aggregate.messages[1].body else {
            Issue.record("bodies are not read")
            return
        }
    }

    @Test("the fourth byte of a timestamp is its highest")
    func extended() throws {
        // 010203 and then 04: 0x04010203.
        let aggregate = try aggregate(hex("08 000000 010203 04 000000 0000000b"))
        #expect(aggregate.messages.map(\.rawTimestamp) == [0x0401_0203])
    }

    @Test("timestamps wrap, and may go back")
    func wrap() throws {
        let payload = ChunkBuilder.aggregate(of: [
            SentMessage(0, .audio, at: 0xffff_fff0, []), SentMessage(0, .audio, at: 0x10, []),
            SentMessage(0, .audio, at: 0xffff_ffe0, []),
        ])
        #expect(try aggregate(payload, at: 0xffff_fffe).messages.map(\.timestamp) == [0xffff_fffe, 0x1e, 0xffff_ffee])
    }

    @Test("the last back pointer may be missing, whole or in part")
    func noBackPointer() throws {
        for missing in 1...4 {
            let aggregate = try aggregate(Array(Self.two.dropLast(missing)))
            #expect(aggregate.messages.map(\.backPointer) == [14, nil], "\(missing) bytes missing")
            #expect(aggregate.problem == nil)
        }
    }

    @Test("a wrong back pointer is told and not followed")
    func wrongBackPointer() throws {
        var payload = Self.two
        payload.replaceSubrange(14..<18, with: [0xff, 0xff, 0xff, 0xff])
        let aggregate = try aggregate(payload)
        #expect(aggregate.messages.map(\.backPointer) == [0xffff_ffff, 16])
        #expect(aggregate.problem == nil)
    }

    @Test("cut in a message, the messages before it are kept, with the reason")
    func cutShort() throws {
        // Behind the first message's back pointer, up to the end of the second one's data.
        for count in 19..<34 {
            let aggregate = try aggregate(Array(Self.two[..<count]))
            #expect(aggregate.messages.count == 1, "\(count) bytes")
            #expect(aggregate.problem != nil, "\(count) bytes")
        }
        let aggregate = try aggregate(Array(Self.two[..<18]))
        #expect(aggregate.messages.count == 1)
        #expect(aggregate.problem == nil)
    }

    @Test("a length beyond the end allocates nothing and is told")
    func tooLong() throws {
        let aggregate = try aggregate(hex("08 ffffff 000000 00 000000 af"))
        #expect(aggregate.messages.isEmpty)
        #expect(aggregate.problem == DecodeError(.truncated(needed: 0xff_ffff, available: 1), at: 11))
    }

    @Test("an aggregate in an aggregate is not read into")
    func nested() throws {
        var payload = Self.two
        for _ in 0..<100 { payload = ChunkBuilder.aggregate(of: [SentMessage(0, .aggregate, payload)]) }
        let aggregate = try aggregate(payload)
        #expect(aggregate.messages.map(\.type) == [.aggregate])
        guard case .unknown(let inner)? = aggregate.messages.first?.body else {
            Issue.record("read into")
            return
        }
        #expect(inner.head.count == 64)
    }

    @Test("a chunk size in an aggregate is told and not taken")
    func control() throws {
        var chunks = ChunkBuilder()
        chunks.write(
            SentMessage(4, .aggregate, ChunkBuilder.aggregate(of: [SentMessage(0, .setChunkSize, [0, 0, 0, 1])])))
        chunks.write(SentMessage(4, .audio, count: 100))
        let messages = decode(chunks.bytes).messages
        guard case .aggregate(let aggregate)? = messages.first?.body,
            case .setChunkSize(let change)? = aggregate.messages.first?.body
        else {
            Issue.record("no aggregate")
            return
        }
        #expect(change.chunkSize == 1)
        #expect(messages.last?.chunks == 1)
    }

    @Test("without a byte there are no messages")
    func empty() throws {
        #expect(try aggregate([]).messages.isEmpty)
        #expect(try aggregate([]).problem == nil)
    }

    @Test("more messages than the limit are not read")
    func limit() throws {
        let one = ChunkBuilder.aggregate(of: [SentMessage(0, .acknowledgement, [])])
        let aggregate = try aggregate([UInt8](repeatElement(one, count: 65_540).joined()))
        #expect(aggregate.messages.count == 65_536)
        #expect(
            aggregate.problem
                == DecodeError(.limit(what: "messages in an aggregate", bound: 65_536), at: 65_536 * one.count))
    }

    @Test("fields are those of the JSON contract")
    func fields() throws {
        let body = try body(.aggregate, hex("03 000004 00000a 00 000000 00000005 0000000f"), timestamp: 77)
        #expect(
            body.fields == [
                Field(
                    "messages",
                    .list([
                        .record([
                            Field("type_id", .integer(3)), Field("type", .text("acknowledgement")),
                            Field("timestamp", .integer(77)), Field("raw_timestamp", .integer(10)),
                            Field("length", .integer(4)),
                            Field("control", .record([Field("sequence_number", .integer(5))])),
                        ])
                    ]))
            ])
    }
}
