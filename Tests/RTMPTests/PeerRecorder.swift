import RTMP
import TestSupport

/// Feeds and skips; keeps what is told.
struct PeerRecorder {
    var decoder = PeerDecoder()
    private(set) var events: [PeerEvent] = []
    var offset = 0
    var packet = 1

    mutating func feed(_ bytes: [UInt8], _ cuts: [Range<Int>]? = nil) {
        let start = offset
        Cuts.forEachPiece(of: bytes, cuts ?? Cuts.none(bytes.count)) { memory, range, position in
            var told: [PeerEvent] = []
            decoder.feed(memory.span.bytes, in: range, offset: start + position, packet: packet) { told.append($0) }
            events += told
        }
        offset = start + bytes.count
    }

    mutating func skip(_ count: Int) {
        var told: [PeerEvent] = []
        decoder.skip(count, offset: offset, packet: packet) { told.append($0) }
        events += told
        offset += count
    }

    mutating func finish() {
        var told: [PeerEvent] = []
        decoder.finish(packet: packet) { told.append($0) }
        events += told
    }

    var parts: [HandshakePart] { events.compactMap { if case .handshake(let part) = $0 { part } else { nil } } }
}

/// What is told, the handshake's parts put together: how many there are depends on the pieces they came in.
struct PeerTold: Equatable {
    var prefixes: [PeerEvent] = []
    var version: HandshakeVersion?
    var block: [UInt8]?
    var reply: [UInt8]?
    var missing = 0
    var start: Int?
    var parts = 0
    var others: [PeerEvent] = []

    init(_ events: [PeerEvent]) {
        for event in events {
            switch event {
            case .prefix: prefixes.append(event)
            case .handshake(let part):
                version = part.version ?? version
                block = part.block ?? block
                reply = part.reply ?? reply
                missing += part.missing
                start = start ?? part.offset
                parts += 1
            case .encrypted, .chunks: others.append(event)
            }
        }
    }

    var messages: [Message] {
        others.compactMap { if case .chunks(.message(let message)) = $0 { message } else { nil } }
    }

    /// The number of parts left out.
    func isSame(as other: PeerTold) -> Bool {
        var copy = self
        copy.parts = other.parts
        return copy == other
    }

    /// What is told of a direction that consists of `bytes`.
    static func of(_ bytes: [UInt8], _ cuts: [Range<Int>]? = nil) -> PeerTold {
        var recorder = PeerRecorder()
        recorder.feed(bytes, cuts)
        recorder.finish()
        return PeerTold(recorder.events)
    }
}
