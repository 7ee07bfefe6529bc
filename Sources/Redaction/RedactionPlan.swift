import Dissection
import Packets
import RTMP
import Segments
import Streams

/// What is to become of a capture's RTMP connections, byte by byte: made from their events, by a dissection that is
/// told to report chunks and to mask what it reads.
struct RedactionPlan {
    struct Flow {
        var client: Endpoint
        /// By `Direction`.
        var streams = [StreamPlan(), StreamPlan()]
    }

    /// By the assembler's number.
    private(set) var flows: [Int: Flow] = [:]
    /// The assembler's number, by the number that events have.
    private var serials: [Int: Int] = [:]
    /// Payload of messages whose end has not come, by where they are.
    private var unfinished: [MessageKey: [Piece]] = [:]
    private var pieces = 0

    private struct MessageKey: Hashable {
        var flow: Int
        var direction: Direction
        var chunkStreamID: Int
    }

    /// Of a message's payload.
    private struct Piece {
        /// In the payload.
        var position: Int
        /// In the stream.
        var range: Range<Int>
    }

    /// Pieces of unfinished messages that are remembered; those of later ones go.
    private static let maximumPieces = 1 << 22

    mutating func note(_ event: Event, _ redactor: Redactor) {
        switch event.body {
        case .flow(let opening):
            guard opening.protocol == .rtmp || opening.protocol == .rtmpe else { return }
            serials[event.flow] = opening.serial
            flows[opening.serial] = Flow(client: opening.client)
        case .flowEnd(let end):
            guard let serial = serials.removeValue(forKey: event.flow) else { return }
            for index in 0..<2 {
                flows[serial]?.streams[index].base = end.directions[index].tcp.base
                flows[serial]?.streams[index].seal()
            }
            // What was cut by the flow's end.
            let rest = unfinished.filter { $0.key.flow == event.flow }
            for (key, list) in rest {
                unfinished[key] = nil
                pieces -= list.count
            }
        default:
            guard let serial = serials[event.flow], let direction = event.direction else { return }
            note(event, direction, serial, redactor)
        }
    }

    private mutating func note(_ event: Event, _ direction: Direction, _ serial: Int, _ redactor: Redactor) {
        let index = Int(direction.rawValue)
        switch event.body {
        case .prefix(let prefix):
            let start = event.offset ?? 0
            flows[serial]?.streams[index].admit(start..<start + prefix.length)
            for var change in redactor.lastChanges().changes {
                change.position += start
                _ = flows[serial]?.streams[index].change(change)
            }
        case .handshake(let handshake):
            let part = handshake.part
            let count =
                (part.version == nil ? 0 : 1) + (part.block?.count ?? 0) + (part.reply?.count ?? 0)
            flows[serial]?.streams[index].admit(part.offset..<part.offset + count)
        case .chunk(let chunk):
            note(chunk, MessageKey(flow: event.flow, direction: direction, chunkStreamID: chunk.chunkStreamID), serial)
        case .message(let message):
            let header = message.message.header
            guard !header.type.isMedia else { return }
            let key = MessageKey(flow: event.flow, direction: direction, chunkStreamID: header.chunkStreamID)
            guard let list = unfinished.removeValue(forKey: key) else { return }
            pieces -= list.count
            finish(list, serial, index, redactor)
        case .encrypted:
            flows[serial]?.streams[index].encryptedFrom = event.offset ?? 0
        case .cut(let cut):
            let key = MessageKey(flow: event.flow, direction: direction, chunkStreamID: cut.header.chunkStreamID)
            pieces -= unfinished.removeValue(forKey: key)?.count ?? 0
        default:
            break
        }
    }

    private mutating func note(_ chunk: Chunk, _ key: MessageKey, _ serial: Int) {
        let index = Int(key.direction.rawValue)
        let start = chunk.offset + chunk.headerBytes.count
        flows[serial]?.streams[index].admit(chunk.offset..<start)
        guard !chunk.type.isMedia else {
            flows[serial]?.streams[index].admit(start..<start + chunk.length)
            return
        }
        if chunk.messagePosition == 0 { pieces -= unfinished.removeValue(forKey: key)?.count ?? 0 }
        guard pieces < Self.maximumPieces else { return }
        unfinished[key, default: []].append(
            Piece(position: chunk.messagePosition, range: start..<start + chunk.length))
        pieces += 1
    }

    /// The message was decoded, up to where it was kept.
    private mutating func finish(_ list: [Piece], _ serial: Int, _ index: Int, _ redactor: Redactor) {
        let (changes, vetted) = redactor.lastChanges()
        var next = 0
        for piece in list {
            let end = min(piece.position + piece.range.count, vetted)
            guard end > piece.position else { continue }
            var isComplete = true
            // Changes are in the order of their positions, and so are the pieces.
            while next < changes.count, changes[next].position < end {
                let change = changes[next]
                let from = max(change.position, piece.position)
                let to = min(change.position + change.bytes.count, end)
                if from < to {
                    let part = PayloadChange(
                        position: piece.range.lowerBound + from - piece.position,
                        bytes: Array(change.bytes[(from - change.position)..<(to - change.position)]))
                    isComplete = flows[serial]?.streams[index].change(part) ?? false && isComplete
                }
                // It goes on in the next piece.
                if change.position + change.bytes.count > end { break }
                next += 1
            }
            guard isComplete else { continue }
            flows[serial]?.streams[index].admit(
                piece.range.lowerBound..<piece.range.lowerBound + end - piece.position)
        }
    }
}
