/// One side of a random session, as bytes and as what they mean: every fmt, every form of the basic header,
/// interleaved messages, changes of the chunk size and aborts in the midst of others, extended timestamps, messages
/// without payload and of types that nobody knows.
///
///     let session = SessionWriter(seed: 7)
///     decoder.feed(session.bytes)           // must tell session.events
public struct SessionWriter: Sendable {
    /// What a receiver must make of the bytes, in order.
    public enum Event: Equatable, Sendable {
        case message(SentMessage)
        /// A message that an Abort, or the end of the session, left with so many bytes of its payload.
        case cut(chunkStreamID: Int, received: Int, isAborted: Bool)
    }

    /// Everything behind the handshake.
    public var bytes: [UInt8] { chunks.bytes }
    /// In the order in which a receiver comes to know them.
    public private(set) var events: [Event] = []
    /// What made the session, to go on with: for cuts, say.
    public private(set) var random: SeededGenerator

    private var chunks = ChunkBuilder()
    /// The chunk streams it uses; in the order in which they were first written to.
    private let ids: [Int]
    private var usedIDs: [Int] = []

    /// A session of about so many chunks. Some end with unfinished messages.
    public init(seed: UInt64, steps: Int = 80) {
        var random = SeededGenerator(seed: seed)
        var ids: Set<Int> = [2]
        for range in [3...6, 8...63, 64...319, 64...319, 320...65599] where random.chance(60) {
            ids.insert(random.integer(range))
        }
        self.ids = ids.sorted()
        chunks.habit = random.one(of: ChunkBuilder.ExtendedTimestampHabit.allCases)
        self.random = random
        for _ in 0..<steps { step() }
        let finishes = self.random.chance(80)
        while finishes, let id = chunks.unfinished.first { resume(id) }
        // Where extended timestamps are left out, only the bytes behind a chunk tell what it is.
        chunks.habit = .repeated
        begin(SentMessage(chunkStreamID: 7, type: 8, messageStreamID: 1, timestamp: 0, payload: [0xaf]), format: 0)
        for id in usedIDs {
            guard let (_, written) = chunks.progress(of: id) else { continue }
            events.append(.cut(chunkStreamID: id, received: written, isAborted: false))
        }
    }

    // MARK: Steps

    private mutating func step() {
        let unfinished = chunks.unfinished
        let idle = ids.filter { !unfinished.contains($0) }
        guard !idle.isEmpty, unfinished.isEmpty || random.chance(45) else {
            return resume(random.one(of: unfinished))
        }
        let id = random.one(of: idle)
        let (message, format) = next(on: id)
        begin(message, format: format)
    }

    private mutating func begin(_ message: SentMessage, format: UInt8) {
        if !usedIDs.contains(message.chunkStreamID) { usedIDs.append(message.chunkStreamID) }
        if let sent = chunks.begin(message, format: format, form: form()) { complete(sent) }
    }

    private mutating func resume(_ id: Int) {
        if let sent = chunks.resume(id, form: form()) { complete(sent) }
    }

    private mutating func form() -> ChunkBuilder.BasicHeaderForm { random.chance(10) ? .threeBytes : .shortest }

    /// A control message takes effect where it ends.
    private mutating func complete(_ sent: SentMessage) {
        events.append(.message(sent))
        guard sent.payload.count >= 4 else { return }
        let value = sent.payload[..<4].reduce(0) { $0 << 8 | Int($1) }
        switch sent.type {
        case 1:
            let size = value & 0x7fff_ffff
            if size > 0 { chunks.chunkSizeChanged(to: size) }
        case 2:
            guard let (_, written) = chunks.progress(of: value) else { return }
            events.append(.cut(chunkStreamID: value, received: written, isAborted: true))
            chunks.abandon(value)
        default: break
        }
    }

    // MARK: Messages

    private mutating func next(on id: Int) -> (SentMessage, format: UInt8) {
        guard let before = chunks.streams[id] else {
            // librtmp begins with fmt 1, as if a message of timestamp 0 and stream id 0 had been there.
            let format: UInt8 = random.chance(15) ? 1 : 0
            return (message(on: id, streamID: format == 1 ? 0 : nil, timestamp: timestamp()), format)
        }
        let last = before.last
        switch random.integer(0...9) {
        case 0...2:
            return (message(on: id, streamID: nil, timestamp: timestamp()), 0)
        case 3...5:
            return (message(on: id, streamID: last.messageStreamID, timestamp: last.timestamp &+ timestamp()), 1)
        case 6...7:
            return (repeated(last, timestamp: last.timestamp &+ timestamp()), 2)
        default:
            // Whoever writes absolute timestamps never begins a message with fmt 3 where they are extended.
            if before.isExtended, chunks.habit == .absolute {
                return (repeated(last, timestamp: last.timestamp &+ timestamp()), 2)
            }
            return (repeated(last, timestamp: last.timestamp &+ before.delta), 3)
        }
    }

    private mutating func message(on id: Int, streamID: UInt32?, timestamp: UInt32) -> SentMessage {
        let known: [UInt8] = [1, 2, 3, 4, 5, 6, 8, 8, 8, 9, 9, 9, 15, 16, 17, 18, 19, 20, 20, 22, 22]
        let streamID = streamID ?? random.one(of: [0, 0, 1, 1, 2, 0xff_ffff, 0x0102_0304])
        // Invented types are believed where the rest of the header is that of a message.
        let type =
            streamID <= 0xff_ffff && random.chance(10) ? random.one(of: [7, 10, 21, 23, 255]) : random.one(of: known)
        var message = SentMessage(
            chunkStreamID: id, type: type, messageStreamID: streamID, timestamp: timestamp, payload: [])
        if type == 22 {
            message.inner = (0..<random.integer(0...4)).map { _ in inner() }
            message.payload = ChunkBuilder.aggregate(of: message.inner)
        } else {
            message.payload = payload(type, type <= 2 ? random.one(of: [4, 4, 4, 2, 6]) : count())
        }
        return message
    }

    private mutating func inner() -> SentMessage {
        SentMessage(
            chunkStreamID: 0, type: random.one(of: [8, 9, 15, 18, 77]), messageStreamID: 0,
            timestamp: UInt32(truncatingIfNeeded: random.next()), payload: random.bytes(random.integer(0...60)))
    }

    /// The next message where length and type are not sent again.
    private mutating func repeated(_ last: SentMessage, timestamp: UInt32) -> SentMessage {
        var message = last
        message.timestamp = timestamp
        if last.type != 22 { message.payload = payload(last.type, last.payload.count) }
        return message
    }

    private mutating func payload(_ type: UInt8, _ count: Int) -> [UInt8] {
        var payload = random.bytes(count)
        guard count >= 4 else { return payload }
        switch type {
        case 1:
            let sizes: [UInt32] = [1, 5, 64, 128, 129, 200, 1000, 4096, 0x7fff_ffff, 0x8000_0040, 0]
            payload.replaceSubrange(..<4, with: ChunkBuilder.u32(random.one(of: sizes)))
        case 2:
            payload.replaceSubrange(..<4, with: ChunkBuilder.u32(UInt32(random.one(of: ids))))
        default: break
        }
        return payload
    }

    private mutating func count() -> Int {
        switch random.integer(0...9) {
        case 0: 0
        case 1...4: random.integer(1...20)
        case 5...8: random.integer(21...300)
        default: random.integer(301...1500)
        }
    }

    /// A timestamp or a delta: where the extended form begins, and where 32 bits end, as often as ordinary ones.
    private mutating func timestamp() -> UInt32 {
        switch random.integer(0...7) {
        case 0...3: UInt32(random.integer(0...5000))
        case 4: random.one(of: [0, 0xff_fffe, 0xff_ffff, 0x0100_0000])
        case 5: 0xffff_ffff - UInt32(random.integer(0...50))
        default: UInt32(truncatingIfNeeded: random.next())
        }
    }
}
