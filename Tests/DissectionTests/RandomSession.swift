import Dissection
import RTMP
import TestSupport

/// Both sides of an RTMP connection at random, as bytes and as what a dissector must make of them.
struct RandomSession {
    /// What is told of a message, or of one that was not completed.
    enum Told: Equatable {
        case message(SentMessage)
        case cut(chunkStreamID: Int, received: Int, isAborted: Bool)
        case other(String)
    }

    /// Handshake and chunks, by `Direction`.
    let sides: [[UInt8]]
    /// By `Direction`, in the order in which the last bytes were sent.
    let expected: [[Told]]

    init(seed: UInt64, steps: Int = 80) {
        let writers = [SessionWriter(seed: 2 * seed, steps: steps), SessionWriter(seed: 2 * seed + 1, steps: steps)]
        sides = writers.map { SimpleHandshake.side + $0.bytes }
        expected = writers.map { $0.events.map(Self.expected) }
    }

    /// The messages of a side by the offset of their first byte.
    func sent(_ side: Int) -> [Int: SentMessage] {
        var sent: [Int: SentMessage] = [:]
        for case .message(let message) in expected[side] { sent[message.offset] = message }
        return sent
    }

    private static func expected(_ event: SessionWriter.Event) -> Told {
        switch event {
        case .message(var sent):
            sent.offset += SimpleHandshake.side.count
            sent.end += SimpleHandshake.side.count
            // What is told of an inner message.
            let first = sent.inner.first?.timestamp ?? 0
            for index in sent.inner.indices {
                sent.inner[index].timestamp = sent.timestamp &+ (sent.inner[index].timestamp &- first)
            }
            return .message(sent)
        case .cut(let id, let received, let isAborted):
            return .cut(chunkStreamID: id, received: received, isAborted: isAborted)
        }
    }

    /// - Parameter sent: The message that was meant, for where it ended.
    static func told(_ event: Event, sent: Told? = nil) -> Told? {
        switch event.body {
        case .message(let event): return .message(told(event.message, sent))
        case .cut(let cut):
            guard cut.cause == .aborted || cut.cause == .ended else { return .other("\(cut)") }
            return .cut(
                chunkStreamID: cut.header.chunkStreamID, received: cut.received, isAborted: cut.cause == .aborted)
        case .gap, .lost, .resynchronized: return .other("\(event.body)")
        default: return nil
        }
    }

    private static func told(_ message: Message, _ sent: Told?) -> SentMessage {
        let payload = message.payload ?? []
        var told = SentMessage(
            chunkStreamID: message.header.chunkStreamID, type: message.header.type.rawValue,
            messageStreamID: message.header.messageStreamID, timestamp: message.header.timestamp, payload: payload)
        told.format = message.header.format
        told.hasExtendedTimestamp = message.header.hasExtendedTimestamp
        told.facts = Set(message.facts.names.compactMap(SentMessage.Fact.init))
        told.chunks = message.chunks
        told.offset = message.offset
        if case .message(let sent)? = sent { told.end = sent.end }
        if case .aggregate(let aggregate) = message.body {
            told.inner = aggregate.messages.map { inner in
                SentMessage(
                    chunkStreamID: 0, type: inner.type.rawValue, messageStreamID: inner.messageStreamID,
                    timestamp: inner.timestamp, payload: Array(payload[inner.range]))
            }
        }
        return told
    }
}
