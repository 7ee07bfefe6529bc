/// Writes messages as chunks, as one side of a connection sends them behind the handshake.
///
///     var chunks = ChunkBuilder()
///     chunks.write(SentMessage(chunkStreamID: 3, type: 20, messageStreamID: 0, timestamp: 0, payload: connect))
///
/// `begin` and `resume` write one chunk each, so that messages can be interleaved. What was sent comes back from the
/// call that writes a message's last chunk. Nothing is done on its own account: who writes a Set Chunk Size has to
/// set `chunkSize` behind it, which is how senders that get it wrong are written.
public struct ChunkBuilder: Sendable {
    /// What a sender writes between the header of a fmt 3 chunk and its data where a timestamp is extended.
    public enum ExtendedTimestampHabit: Sendable, CaseIterable {
        /// What stood in the last header that had a timestamp field, RTMP 1.0 § 5.3.1.3.
        case repeated
        /// The message's absolute timestamp, as SRS does.
        case absolute
        /// Nothing.
        case omitted
    }

    /// How the chunk stream id is written.
    public enum BasicHeaderForm: Sendable, CaseIterable { case shortest, threeBytes }

    /// What is remembered of a chunk stream.
    struct ChunkStream: Sendable {
        var last: SentMessage
        /// The timestamp or delta that fmt 3 stands for, and whether it was extended.
        var delta: UInt32
        var isExtended: Bool
        var lastFormat: UInt8
        var open: SentMessage?
        var written = 0
    }

    /// Everything written so far.
    public private(set) var bytes: [UInt8] = []
    /// Payload bytes of a chunk.
    public var chunkSize = 128
    /// Of this sender.
    public var habit = ExtendedTimestampHabit.repeated

    private(set) var streams: [Int: ChunkStream] = [:]
    private var lastWritten = 0

    /// The beginning of a direction: nothing written, chunks of 128 bytes.
    public init() {}

    // MARK: Whole messages

    /// Writes a message in as many chunks as it takes, nothing between them.
    @discardableResult
    public mutating func write(
        _ message: SentMessage, format: UInt8 = 0, form: BasicHeaderForm = .shortest
    ) -> SentMessage {
        var sent = begin(message, format: format, form: form)
        while sent == nil { sent = resume(message.chunkStreamID, form: form) }
        return sent ?? message
    }

    /// Appends bytes as they are.
    public mutating func append(_ raw: [UInt8]) { bytes += raw }

    // MARK: Single chunks

    /// The chunk streams with a message of which not all is written, in ascending order.
    public var unfinished: [Int] { streams.filter { $0.value.open != nil }.keys.sorted() }

    /// What is left unwritten on a chunk stream, and the payload bytes that are not.
    public func progress(of id: Int) -> (message: SentMessage, written: Int)? {
        guard let stream = streams[id], let message = stream.open else { return nil }
        return (message, stream.written)
    }

    /// Writes a message's first chunk; gives the message back if that is all of it.
    ///
    /// - Parameter format: What it leaves out must be as the chunk stream had it before; where nothing was before,
    ///   that is 0.
    public mutating func begin(
        _ message: SentMessage, format: UInt8, form: BasicHeaderForm = .shortest
    ) -> SentMessage? {
        let id = message.chunkStreamID
        let before = streams[id]
        var message = message
        message.format = format
        message.offset = bytes.count
        message.chunks = 0
        message.facts = []
        if before == nil, format == 1 { message.facts.insert(.format1OnFreshStream) }
        // § 5.3.1.2.4: behind fmt 0, fmt 3 takes its timestamp for the delta.
        let delta = format == 0 ? message.timestamp : message.timestamp &- (before?.last.timestamp ?? 0)
        let isExtended = format == 3 ? before?.isExtended ?? false : delta >= 0xff_ffff
        message.hasExtendedTimestamp = isExtended
        if format == 3 {
            precondition(before?.delta == delta, "fmt 3 repeats the delta")
            if before?.lastFormat == 0, delta != 0 { message.facts.insert(.deltaIsTimestamp) }
        }
        if format >= 2 {
            precondition(before?.last.payload.count == message.payload.count && before?.last.type == message.type)
        }
        if format >= 1 { precondition((before?.last.messageStreamID ?? 0) == message.messageStreamID) }

        var stream = ChunkStream(
            last: message, delta: delta, isExtended: isExtended,
            lastFormat: format == 3 ? before?.lastFormat ?? 0 : format, open: message)
        basicHeader(format, id, form, on: &stream)
        if format < 3 { bytes += ChunkBuilder.u24(isExtended ? 0xff_ffff : delta) }
        if format < 2 { bytes += ChunkBuilder.u24(UInt32(message.payload.count)) + [message.type] }
        if format < 1 { bytes += ChunkBuilder.u32(message.messageStreamID).reversed() }
        return finishChunk(&stream, id, isFormat3: format == 3)
    }

    /// Writes the next chunk of a chunk stream's unfinished message; gives the message back if that was the last one.
    public mutating func resume(_ id: Int, form: BasicHeaderForm = .shortest) -> SentMessage? {
        guard var stream = streams[id], stream.open != nil else { preconditionFailure("nothing to resume") }
        basicHeader(3, id, form, on: &stream)
        return finishChunk(&stream, id, isFormat3: true)
    }

    /// Forgets the unfinished message of a chunk stream, as its receiver does on an Abort.
    public mutating func abandon(_ id: Int) { streams[id]?.open = nil }

    /// Marks the unfinished messages, as a new chunk size in force does.
    public mutating func chunkSizeChanged(to size: Int) {
        chunkSize = size
        for id in unfinished { streams[id]?.open?.facts.insert(.chunkSizeChangedInside) }
    }

    // MARK: Parts of a chunk

    private mutating func basicHeader(_ format: UInt8, _ id: Int, _ form: BasicHeaderForm, on stream: inout ChunkStream)
    {
        let high = format << 6
        switch id {
        case 2...63: bytes.append(high | UInt8(id))
        case 64...319 where form == .shortest: bytes += [high, UInt8(id - 64)]
        case 64...65599:
            if id < 320 { stream.open?.facts.insert(.longBasicHeader) }
            bytes += [high | 1, UInt8((id - 64) & 0xff), UInt8((id - 64) >> 8)]
        default: preconditionFailure("no chunk stream id: \(id)")
        }
        if id != lastWritten { streams[lastWritten]?.open?.facts.insert(.interleaved) }
        lastWritten = id
    }

    /// Extended timestamp and data.
    private mutating func finishChunk(_ stream: inout ChunkStream, _ id: Int, isFormat3: Bool) -> SentMessage? {
        guard var message = stream.open else { return nil }
        if stream.isExtended {
            switch (isFormat3, habit) {
            case (true, .omitted): message.facts.insert(.extendedTimestampOmitted)
            case (true, .absolute): bytes += ChunkBuilder.u32(message.timestamp)
            case (false, _), (true, .repeated): bytes += ChunkBuilder.u32(stream.delta)
            }
        }
        let end = min(stream.written + chunkSize, message.payload.count)
        bytes += message.payload[stream.written..<end]
        stream.written = end
        message.chunks += 1
        message.end = bytes.count
        let isWhole = end == message.payload.count
        stream.open = isWhole ? nil : message
        streams[id] = stream
        return isWhole ? message : nil
    }

    /// The payload of an aggregate, § 7.1.6: each message like an FLV tag, its back pointer behind it.
    public static func aggregate(of messages: [SentMessage]) -> [UInt8] {
        var payload: [UInt8] = []
        for message in messages {
            let length = UInt32(message.payload.count)
            payload.append(message.type)
            payload += u24(length) + u24(message.timestamp & 0xff_ffff)
            payload.append(UInt8(message.timestamp >> 24))
            payload += u24(message.messageStreamID) + message.payload + u32(11 + length)
        }
        return payload
    }

    /// Big-endian.
    public static func u24(_ value: UInt32) -> [UInt8] { u32(value).suffix(3) }

    /// Big-endian.
    public static func u32(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
    }
}
