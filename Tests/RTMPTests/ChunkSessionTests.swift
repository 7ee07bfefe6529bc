import RTMP
import TestSupport
import Testing

/// Random sessions against what their writer meant.
@Suite("Random sessions")
struct ChunkSessionTests {
    /// What can be expected of an event without knowing the payload's meaning.
    enum Told: Equatable {
        case message(SentMessage)
        case cut(chunkStreamID: Int, received: Int, isAborted: Bool)
        case other(String)
    }

    /// - Parameter sent: The message that was meant, for what a decoder does not tell.
    static func told(_ event: ChunkEvent, meant: SessionWriter.Event?) -> Told {
        switch event {
        case .message(let message):
            var told = SentMessage(
                chunkStreamID: message.header.chunkStreamID, type: message.header.type.rawValue,
                messageStreamID: message.header.messageStreamID, timestamp: message.header.timestamp,
                payload: message.payload ?? [])
            told.format = message.header.format
            told.hasExtendedTimestamp = message.header.hasExtendedTimestamp
            told.facts = Set(message.facts.names.compactMap(SentMessage.Fact.init))
            told.chunks = message.chunks
            told.offset = message.offset
            if told.facts.count != message.facts.names.count {
                return .other("unexpected fact: \(message.facts.names)")
            }
            if message.header.length != told.payload.count { return .other("length \(message.header.length)") }
            if case .message(let sent)? = meant {
                told.inner = sent.inner
                told.end = sent.end
            }
            return .message(told)
        case .cut(let cut):
            guard cut.cause == .aborted || cut.cause == .ended else { return .other("\(cut)") }
            return .cut(
                chunkStreamID: cut.header.chunkStreamID, received: cut.received, isAborted: cut.cause == .aborted)
        case .chunk, .lost, .resynchronized:
            return .other("\(event)")
        }
    }

    static func expected(_ event: SessionWriter.Event) -> Told {
        switch event {
        case .message(let sent): .message(sent)
        case .cut(let id, let received, let isAborted):
            .cut(chunkStreamID: id, received: received, isAborted: isAborted)
        }
    }

    /// The seeds of one test case: many sessions each, so that a failure names a seed and a run stays short.
    static let batches = stride(from: UInt64(0), to: 400, by: 50).map { $0..<($0 + 50) }

    @Test("a decoder tells exactly the messages that were sent, however they are cut", arguments: batches)
    func sessions(seeds: Range<UInt64>) {
        var options = MessageOptions()
        options.keepsPayload = true
        for seed in seeds {
            let session = SessionWriter(seed: seed)
            var random = session.random
            let events = decode(session.bytes, Cuts.random(session.bytes.count, using: &random), options: options)
            #expect(events.count == session.events.count, "\(random)")
            for (event, meant) in zip(events, session.events) {
                let told = Self.told(event, meant: meant)
                #expect(told == Self.expected(meant), "\(random)")
                if told != Self.expected(meant) { break }
            }
            #expect(decode(session.bytes, options: options) == events, "\(random), in one piece")
        }
    }

    @Test("the sessions have in them what they are for")
    func coverage() {
        var formats: Set<UInt8> = []
        var types: Set<UInt8> = []
        var facts: Set<SentMessage.Fact> = []
        var ids: Set<Int> = []
        var extended = 0
        var empty = 0
        var aborted = 0
        var ended = 0
        var chunkSizes: Set<[UInt8]> = []
        for seed in UInt64(0)..<400 {
            for event in SessionWriter(seed: seed).events {
                switch event {
                case .message(let sent):
                    formats.insert(sent.format)
                    types.insert(sent.type)
                    facts.formUnion(sent.facts)
                    ids.insert(sent.chunkStreamID)
                    if sent.hasExtendedTimestamp, sent.chunks > 1 { extended += 1 }
                    if sent.payload.isEmpty { empty += 1 }
                    if sent.type == 1 { chunkSizes.insert(sent.payload) }
                case .cut(_, _, let isAborted):
                    if isAborted { aborted += 1 } else { ended += 1 }
                }
            }
        }
        #expect(formats == [0, 1, 2, 3])
        #expect(types.count == 20)
        #expect(facts.count == 6)
        #expect(ids.contains { (64...319).contains($0) } && ids.contains { $0 > 319 })
        #expect(extended > 500 && empty > 500 && aborted > 100 && ended > 20)
        #expect(
            chunkSizes.isSuperset(of: [[0, 0, 0, 1], [0x7f, 0xff, 0xff, 0xff], [0x80, 0, 0, 0x40], [0, 0, 0, 0]]))
    }

    @Test("a message names the packets with its first and its last byte")
    func packets() {
        for seed in UInt64(1000)..<1030 {
            let session = SessionWriter(seed: seed)
            let sent = session.events.compactMap { if case .message(let sent) = $0 { sent } else { nil } }
            // Where a sender leaves out extended timestamps, the bytes behind a header must be seen first.
            if sent.contains(where: { $0.facts.contains(.extendedTimestampOmitted) }) { continue }
            let messages = decode(
                session.bytes, Cuts.everyByte(session.bytes.count), countsPackets: true
            ).messages
            #expect(messages.map(\.firstPacket) == sent.map { $0.offset + 1 }, "seed \(seed)")
            #expect(messages.map(\.lastPacket) == sent.map(\.end), "seed \(seed)")
        }
    }

    @Test("the messages of aggregates come out as they were put in")
    func aggregates() {
        for seed in UInt64(2000)..<2100 {
            let session = SessionWriter(seed: seed, steps: 40)
            let sent = session.events.compactMap { if case .message(let sent) = $0 { sent } else { nil } }
            for (message, sent) in zip(decode(session.bytes).messages, sent) {
                guard case .aggregate(let aggregate) = message.body else { continue }
                #expect(aggregate.problem == nil, "seed \(seed)")
                #expect(aggregate.messages.map(\.type.rawValue) == sent.inner.map(\.type), "seed \(seed)")
                #expect(aggregate.messages.map(\.rawTimestamp) == sent.inner.map(\.timestamp), "seed \(seed)")
                let first = sent.inner.first?.timestamp ?? 0
                #expect(
                    aggregate.messages.map(\.timestamp) == sent.inner.map { sent.timestamp &+ ($0.timestamp &- first) },
                    "seed \(seed)")
                #expect(
                    aggregate.messages.map { Array(sent.payload[$0.range]) } == sent.inner.map(\.payload),
                    "seed \(seed)")
                #expect(aggregate.messages.allSatisfy { $0.backPointer == UInt32(11 + $0.length) }, "seed \(seed)")
            }
        }
    }

    @Test("a session with holes tells nothing that was not sent")
    func holes() {
        var options = MessageOptions()
        options.keepsPayload = true
        var told = 0
        for seed in UInt64(3000)..<3400 {
            let session = SessionWriter(seed: seed)
            let bytes = session.bytes
            var random = session.random
            let hole = random.integer(0...(bytes.count - 1))
            let count = min(random.chance(50) ? random.integer(1...20) : random.integer(1...1000), bytes.count - hole)
            var recorder = ChunkRecorder(options: options)
            recorder.feed(Array(bytes[..<hole]), Cuts.random(hole, using: &random))
            recorder.skip(count)
            recorder.feed(Array(bytes[(hole + count)...]))
            recorder.finish()
            let all = session.events.compactMap { if case .message(let sent) = $0 { sent } else { nil } }
            // Chunk sizes below 128 do not count among those that may have been announced in a hole.
            let sizes = all.filter { $0.type == 1 }.map {
                $0.payload.prefix(4).reduce(0) { $0 << 8 | Int($1) } & 0x7fff_ffff
            }
            if sizes.contains(where: { $0 < 128 }) { continue }
            let sent = Dictionary(uniqueKeysWithValues: all.map { ($0.offset, $0) })
            told += recorder.events.messages.count
            for message in recorder.events.messages {
                guard let sent = sent[message.offset] else {
                    Issue.record("no message begins at \(message.offset), \(random)")
                    continue
                }
                let isInferred = message.facts.contains(.inferred)
                #expect(isInferred || message.header.timestamp == sent.timestamp, "\(random)")
                #expect(message.header.length == sent.payload.count, "\(random)")
                let payload = message.payload ?? []
                #expect(payload == Array(sent.payload[..<min(payload.count, sent.payload.count)]), "\(random)")
                #expect(payload.count == sent.payload.count || message.missing > 0, "\(random)")
            }
        }
        #expect(told > 1000)
    }
}
