import RTMP
import TestSupport

/// Feeds a chunk decoder and keeps what it tells.
struct ChunkRecorder {
    var decoder: ChunkDecoder
    private(set) var events: [ChunkEvent] = []
    /// Bytes fed and skipped so far.
    private(set) var offset = 0
    /// Number of the packet that the next bytes come in.
    var packet = 1

    init(options: MessageOptions = .init()) { decoder = ChunkDecoder(options: options) }

    mutating func feed(_ bytes: [UInt8], _ cuts: [Range<Int>]? = nil, countsPackets: Bool = false) {
        let start = offset
        Cuts.forEachPiece(of: bytes, cuts ?? Cuts.none(bytes.count)) { memory, range, position in
            var told: [ChunkEvent] = []
            decoder.feed(memory.span.bytes, in: range, offset: start + position, packet: packet) { told.append($0) }
            events += told
            if countsPackets { packet += 1 }
        }
        offset = start + bytes.count
    }

    mutating func skip(_ count: Int) {
        var told: [ChunkEvent] = []
        decoder.skip(count, offset: offset, packet: packet) { told.append($0) }
        events += told
        offset += count
    }

    mutating func finish() {
        var told: [ChunkEvent] = []
        decoder.finish(packet: packet) { told.append($0) }
        events += told
    }
}

/// What is told of a direction that consists of `bytes`, from its first chunk to its end.
func decode(
    _ bytes: [UInt8], _ cuts: [Range<Int>]? = nil, options: MessageOptions = .init(), countsPackets: Bool = false
) -> [ChunkEvent] {
    var recorder = ChunkRecorder(options: options)
    recorder.feed(bytes, cuts, countsPackets: countsPackets)
    recorder.finish()
    return recorder.events
}

extension MessageOptions {
    /// Everything is told and kept.
    static var everything: MessageOptions {
        var options = MessageOptions()
        options.reportsChunks = true
        options.keepsPayload = true
        return options
    }
}

extension [ChunkEvent] {
    var messages: [Message] { compactMap { if case .message(let message) = $0 { message } else { nil } } }
    var chunks: [Chunk] { compactMap { if case .chunk(let chunk) = $0 { chunk } else { nil } } }
    var cuts: [CutMessage] { compactMap { if case .cut(let cut) = $0 { cut } else { nil } } }
    var losses: [Desynchronization] { compactMap { if case .lost(let why) = $0 { why } else { nil } } }
}

extension SentMessage {
    /// A message with a payload that nothing else looks like: the byte at i is 7·i + `first`.
    init(
        _ id: Int, _ type: MessageTypeID, on streamID: UInt32 = 1, at timestamp: UInt32 = 0, count: Int,
        first: UInt8 = 0
    ) {
        self.init(
            chunkStreamID: id, type: type.rawValue, messageStreamID: streamID, timestamp: timestamp,
            payload: (0..<count).map { UInt8(truncatingIfNeeded: 7 * $0 + Int(first)) })
    }

    init(
        _ id: Int, _ type: MessageTypeID, on streamID: UInt32 = 0, at timestamp: UInt32 = 0, _ payload: [UInt8]
    ) {
        self.init(
            chunkStreamID: id, type: type.rawValue, messageStreamID: streamID, timestamp: timestamp, payload: payload)
    }
}

/// The body of a message of that type and payload, sent in one chunk.
func body(_ type: MessageTypeID, _ payload: [UInt8], timestamp: UInt32 = 0) throws -> MessageBody {
    var chunks = ChunkBuilder()
    chunks.chunkSize = 1 << 24
    chunks.write(SentMessage(3, type, at: timestamp, payload))
    var recorder = ChunkRecorder()
    recorder.feed(hex("02 000000 000004 01 00000000 01000000") + chunks.bytes)
    guard recorder.events.count == 2, let message = recorder.events.messages.last else {
        throw Undelivered(events: recorder.events.count)
    }
    return message.body
}

/// Not the one message that was sent.
struct Undelivered: Error { var events: Int }
