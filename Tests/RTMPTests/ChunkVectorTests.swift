import Crypto
import RTMP
import TestSupport
import Testing

@Suite("Chunk vectors, RTMP 1.0 § 5.3")
struct ChunkVectorTests {
    static func digest(_ bytes: [UInt8]) -> String { [UInt8](SHA256.hash(data: bytes)).hexadecimal }

    @Test("all vectors are there")
    func count() { #expect(ChunkVector.all.count == 13) }

    @Test("every field of every message", arguments: ChunkVector.all)
    func messages(vector: ChunkVector) throws {
        let events = decode(vector.bytes, options: .everything)
        let messages = events.messages
        try #require(messages.count == vector.messages.count)
        #expect(events.losses.isEmpty)
        for (index, (message, expected)) in zip(messages, vector.messages).enumerated() {
            let header = message.header
            #expect(header.chunkStreamID == expected.csid)
            #expect(header.type.rawValue == expected.type)
            #expect(header.messageStreamID == expected.stream_id)
            #expect(header.timestamp == expected.timestamp)
            #expect(header.length == expected.length)
            #expect(header.format == expected.first_fmt)
            #expect(message.chunks == expected.chunk_fmts.count)
            #expect(message.index == index + 1)
            #expect(message.missing == 0)
            let payload = try #require(message.payload)
            #expect(payload.count == expected.length)
            #expect(Self.digest(payload) == expected.payload_sha256)
            if let digits = expected.payload { #expect(payload == hex(digits)) }
            if let isExtended = expected.ext { #expect(header.hasExtendedTimestamp == isExtended) }
            #expect(message.facts.contains(.extendedTimestampOmitted) == (expected.ext_omitted ?? false))
        }
    }

    @Test("every chunk: its fmt, its header bytes, its place", arguments: ChunkVector.all)
    func chunks(vector: ChunkVector) throws {
        let bytes = vector.bytes
        let events = decode(bytes, options: .everything)
        var begun: [Int: [Chunk]] = [:]
        var complete: [(message: Message, chunks: [Chunk])] = []
        var offset = 0
        for event in events {
            switch event {
            case .chunk(let chunk):
                #expect(chunk.offset == offset)
                #expect(chunk.headerBytes == Array(bytes[offset..<(offset + chunk.headerBytes.count)]))
                #expect(chunk.messagePosition == begun[chunk.chunkStreamID, default: []].reduce(0) { $0 + $1.length })
                offset += chunk.headerBytes.count + chunk.length
                begun[chunk.chunkStreamID, default: []].append(chunk)
            case .message(let message):
                complete.append((message, begun.removeValue(forKey: message.header.chunkStreamID) ?? []))
            case .cut(let cut):
                begun[cut.header.chunkStreamID] = nil
            case .lost, .resynchronized:
                Issue.record("the chunks were lost")
            }
        }
        #expect(offset == bytes.count)
        for (expected, (message, chunks)) in zip(vector.messages, complete) {
            #expect(chunks.map(\.format) == expected.chunk_fmts)
            #expect(chunks.first?.offset == message.offset)
            for chunk in chunks {
                #expect(chunk.type == message.header.type)
                #expect(chunk.timestamp == message.header.timestamp)
                #expect(chunk.messageStreamID == message.header.messageStreamID)
                #expect(chunk.messageLength == message.header.length)
            }
            guard let basic = expected.basic_header_bytes, let first = chunks.first else { continue }
            #expect(first.headerBytes.count == basic + [11, 7, 3, 0][Int(first.format)])
        }
    }

    @Test("where two readings of a timestamp exist, the message that parts them says so")
    func alternatives() throws {
        for vector in ChunkVector.all {
            let messages = decode(vector.bytes).messages
            var shift: UInt32 = 0
            for (message, expected) in zip(messages, vector.messages) {
                let here = expected.timestamp &- (expected.alt_timestamp_zero_delta ?? expected.timestamp)
                #expect(message.facts.contains(.deltaIsTimestamp) == (here != shift), "\(vector.name)")
                shift = here
            }
        }
    }

    @Test("what is unusual is told, and nothing else")
    func facts() throws {
        let unusual: [String: [ChunkFacts]] = [
            "csid-forms": [[], [], [], [], [], [], [], .longBasicHeader, .longBasicHeader],
            "fmt3-new-message-right-after-fmt0": [[], .deltaIsTimestamp, [], []],
            "ext-timestamp-omitted-in-fmt3-legacy": [.extendedTimestampOmitted, []],
            "interleave-and-set-chunk-size-mid-message": [
                [], [.interleaved, .chunkSizeChangedInside], [.interleaved, .chunkSizeChangedInside],
            ],
            "fmt1-on-fresh-chunk-stream": [.format1OnFreshStream],
        ]
        for vector in ChunkVector.all {
            let facts = decode(vector.bytes).messages.map(\.facts)
            #expect(facts == unusual[vector.name] ?? vector.messages.map { _ in [] }, "\(vector.name)")
        }
    }

    @Test("the messages of an aggregate, with rebased timestamps")
    func submessages() throws {
        let vector = try #require(ChunkVector.all.first { $0.name == "aggregate" })
        let message = try #require(decode(vector.bytes, options: .everything).messages.first)
        let expected = try #require(vector.messages.first?.submessages)
        let payload = try #require(message.payload)
        guard case .aggregate(let aggregate) = message.body else {
            Issue.record("no aggregate")
            return
        }
        #expect(aggregate.problem == nil)
        try #require(aggregate.messages.count == expected.count)
        for (inner, expected) in zip(aggregate.messages, expected) {
            #expect(inner.type.rawValue == expected.type)
            #expect(inner.timestamp == expected.timestamp)
            #expect(inner.rawTimestamp == expected.raw_timestamp)
            #expect(inner.length == expected.length)
            #expect(inner.backPointer == expected.back_pointer)
            #expect(message.header.messageStreamID == expected.stream_id)
            #expect(Self.digest(Array(payload[inner.range])) == expected.payload_sha256)
        }
    }

    @Test("the aborted message is cut, and its timestamp counts")
    func abort() throws {
        let vector = try #require(ChunkVector.all.first { $0.name == "abort" })
        let events = decode(vector.bytes)
        let cut = try #require(events.cuts.first)
        #expect(events.cuts.count == 1)
        #expect(cut.cause == .aborted)
        #expect(cut.header.chunkStreamID == 6)
        #expect(cut.header.timestamp == 50)
        #expect(cut.received == 128)
    }

    // MARK: Cutting

    @Test("cut at any byte, a stream tells the same", arguments: ChunkVector.all)
    func cut(vector: ChunkVector) throws {
        let bytes = vector.bytes
        let whole = decode(bytes, options: .everything)
        #expect(decode(bytes, Cuts.everyByte(bytes.count), options: .everything) == whole, "byte by byte")
        for cut in Cuts.inTwo(bytes.count) {
            #expect(decode(bytes, cut, options: .everything) == whole, "cut at \(cut[0].upperBound)")
        }
        for size in 2...19 {
            #expect(decode(bytes, Cuts.pieces(of: size, bytes.count), options: .everything) == whole)
        }
        // Nothing is kept that the options do not ask for, and that does not depend on the cut either.
        let bare = decode(bytes)
        #expect(decode(bytes, Cuts.everyByte(bytes.count)) == bare, "byte by byte, payload not kept")
    }

    @Test("ended at any byte, a stream has told what was complete, and cuts the rest", arguments: ChunkVector.all)
    func ended(vector: ChunkVector) throws {
        let bytes = vector.bytes
        let whole = decode(bytes, options: .everything).messages
        for end in bytes.indices {
            let events = decode(Array(bytes[..<end]), options: .everything)
            let messages = events.messages
            #expect(messages == Array(whole[..<messages.count]), "\(end) bytes")
            #expect(events.losses.isEmpty)
            // Only the chunks that are open, each once.
            let ended = events.cuts.filter { $0.cause == .ended }
            #expect(Set(ended.map(\.header.chunkStreamID)).count == ended.count)
        }
    }

    @Test("whatever byte stands in a stream, it is read to its end, and however it is cut", arguments: ChunkVector.all)
    func mutated(vector: ChunkVector) throws {
        let bytes = vector.bytes
        // Of long streams the beginning, where the headers are, and some of the rest.
        let isShort = bytes.count <= 100
        for position in bytes.indices where isShort || position < 16 || position % 5 == 0 {
            let values: [UInt8] =
                isShort ? Array(0...255) : [0x00, 0x01, 0x3f, 0x7f, 0x80, 0xc3, 0xff, ~bytes[position]]
            for value in values {
                var mutant = bytes
                mutant[position] = value
                let whole = decode(mutant)
                guard value % 16 == 0 else { continue }
                let cut = decode(mutant, [0..<position, position..<bytes.count].filter { !$0.isEmpty })
                #expect(cut == whole, "\(value) at \(position), cut before it")
                if position + 1 < bytes.count {
                    let behind = decode(mutant, [0..<(position + 1), (position + 1)..<bytes.count])
                    #expect(behind == whole, "\(value) at \(position), cut behind it")
                }
            }
        }
    }
}
