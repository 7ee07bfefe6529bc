import Media
import Packets
import RTMP
import Streams

/// A connection that speaks RTMP: both directions decoded, and what they mean to each other.
///
/// A class because a flow has identity: it is changed in place, wherever it stands in the flow table.
final class RTMPFlow {
    private var decoders: ByDirection<PeerDecoder>
    private var counts = ByDirection(DirectionCounts())
    /// When the last packet came, and those that a decoder keeps back.
    private var waiting = ByDirection(PacketMoments())
    private let records: FlowRecords
    /// Time of the first packet.
    private let begin: Timestamp
    private let shortNumber: UInt32
    private let clientSide: Side
    /// S0 decides for both directions whether what follows the handshake is enciphered.
    private var isEnciphered: Bool?

    /// - Parameters:
    ///   - opening: Of RTMP or RTMPE.
    ///   - begin: Time of the first packet.
    ///   - startsMidstream: The capture does not have the connection's beginning.
    ///   - records: Where the flow's record is kept.
    init(
        number: Int, opening: FlowOpening, begin: Timestamp, clientSide: Side, options: SharedMessageOptions,
        startsMidstream: Bool, records: FlowRecords
    ) {
        shortNumber = UInt32(truncatingIfNeeded: number)
        self.begin = begin
        self.clientSide = clientSide
        self.records = records
        decoders = ByDirection(PeerDecoder(sharing: options, startsMidstream: startsMidstream))
        record.opening = opening
    }

    var number: Int { Int(shortNumber) }

    private var record: FlowRecord {
        @inline(__always) _read { yield records[number] }
        @inline(__always) _modify { yield &records[number] }
    }

    /// - Parameter packet: Number of the first one.
    func announce(_ opening: FlowOpening, in packet: Int, deliver: (Event) -> Void) {
        deliver(
            Event(
                flow: number, direction: nil, time: begin, elapsed: 0, firstPacket: packet, lastPacket: packet,
                offset: nil, body: .flow(opening)))
    }

    // MARK: What the assembler delivers

    func receive(
        _ bytes: RawSpan, in range: Range<Int>, from side: Side, offset: Int, packet: Int, at moment: Moment,
        deliver: (Event) -> Void
    ) {
        let direction = direction(of: side)
        counts[direction].add(range.count, at: moment.time)
        remember(packet, direction, at: moment.time)
        decoders[direction].feed(bytes, in: range, offset: offset, packet: packet) {
            handle($0, direction, at: moment, deliver: deliver)
        }
        if let isEnciphered { decoders[.clientToServer].isEncrypted = isEnciphered }
    }

    func receive(_ gap: StreamEvent.Gap, at moment: Moment, deliver: (Event) -> Void) {
        let direction = direction(of: gap.side)
        record.losses[direction].note(gap)
        emit(.gap(gap), direction, at: moment, from: gap.packet, to: gap.packet, offset: gap.offset, deliver: deliver)
        decoders[direction].skip(gap.length, offset: gap.offset, packet: gap.packet) {
            handle($0, direction, at: moment, deliver: deliver)
        }
    }

    func receive(_ ending: StreamEvent.Ending, from side: Side, at moment: Moment, deliver: (Event) -> Void) {
        let direction = direction(of: side)
        record.note(ending, by: direction)
        emit(.sideEnded(ending), direction, at: moment, from: moment.packet, to: moment.packet, deliver: deliver)
    }

    func close(_ closed: StreamEvent.Closed, at moment: Moment, deliver: (Event) -> Void) -> FlowEnd {
        let directions = [Direction.clientToServer, .serverToClient].map { direction in
            decoders[direction].finish(packet: moment.packet) { handle($0, direction, at: moment, deliver: deliver) }
            let decoder = decoders[direction]
            var totals = DirectionTotals(counts[direction], record.losses[direction])
            totals.messages = decoder.chunks.messageCount
            totals.types = record.types[direction].all
            totals.isLost = decoder.chunks.isLost
            totals.encryptedBytes = decoder.encryptedBytes
            totals.handshakeComplete = decoder.isBehindHandshake
            totals.tcp = direction == self.direction(of: .initiator) ? closed.initiator : closed.responder
            totals.chunkSize = decoder.isBehindHandshake ? decoder.chunks.chunkSize : nil
            return totals
        }
        let end = end(closed, directions)
        records.remove(number)
        emit(.flowEnd(end), nil, at: moment, from: moment.packet, to: moment.packet, deliver: deliver)
        return end
    }

    private func end(_ closed: StreamEvent.Closed, _ directions: [DirectionTotals]) -> FlowEnd {
        let record = record
        let conversation = record.conversation
        guard let opening = record.opening else { preconditionFailure("a flow that is open was opened") }
        return FlowEnd(
            opening: opening, reason: closed.reason, closedBy: record.closedBy,
            firstEnding: record.firstEnding, first: begin,
            last: max(closed.initiator.lastPacket ?? begin, closed.responder.lastPacket ?? begin),
            directions: directions, app: conversation.app, tcURL: conversation.tcURL,
            clientSoftware: conversation.software.client, serverSoftware: conversation.software.server,
            streams: record.streams, unanswered: conversation.unanswered,
            forgottenCalls: conversation.forgottenCalls, failures: conversation.failures,
            lastWords: conversation.lastWords)
    }

    /// A decoder that searches for a chunk boundary tells later what came in a packet.
    private func remember(_ packet: Int, _ direction: Direction, at time: Timestamp) {
        if Self.isHolding(&decoders[direction]) {
            waiting[direction].append(packet, at: time)
        } else {
            waiting[direction].begin(packet, at: time)
        }
    }

    /// Looks at a decoder in its place: an element that is only read is copied out first, several hundred bytes.
    private static func isHolding(_ decoder: inout PeerDecoder) -> Bool { decoder.chunks.isHolding }

    // MARK: What the decoders deliver

    private func handle(
        _ event: PeerEvent, _ direction: Direction, at moment: Moment, deliver: (Event) -> Void
    ) {
        switch event {
        case .prefix(let prefix, let offset, let packet):
            emit(.prefix(prefix), direction, at: moment, from: packet, to: packet, offset: offset, deliver: deliver)
        case .handshake(let part):
            let handshake = record.ledger.read(
                part, from: direction == .clientToServer ? .client : .server, at: moment.time)
            isEnciphered = record.ledger.serverVersion?.isEncrypted
            if let block = handshake.block, let packet = part.block { record.conversation.note(block, packet: packet) }
            emit(
                .handshake(handshake), direction, at: moment, from: part.firstPacket, to: part.lastPacket,
                offset: part.offset, deliver: deliver)
        case .encrypted(let offset, let packet):
            emit(.encrypted, direction, at: moment, from: packet, to: packet, offset: offset, deliver: deliver)
        case .chunks(let event):
            handle(event, direction, at: moment, deliver: deliver)
        }
    }

    private func handle(
        _ event: ChunkEvent, _ direction: Direction, at moment: Moment, deliver: (Event) -> Void
    ) {
        var moment = moment
        if let time = waiting[direction].time(of: event.lastPacket) { moment.time = time }
        switch event {
        case .message(let message):
            record.types[direction].count(message.header.type)
            let frame = OrdinaryFrame(message)
            let reading: Conversation.Reading
            if let frame {
                reading = record.conversation.read(frame)
                record.statistics.add(frame, direction, at: moment.time, packet: message.lastPacket)
            } else {
                let metadata: StreamMetadata? =
                    if case .data(let data) = message.body { data.summary.metadata } else { nil }
                reading = record.conversation.read(message, metadata, direction, at: moment.time)
                record.statistics.add(message, metadata, direction, at: moment.time)
            }
            if let introduction = reading.introduction, message.header.type.isMedia {
                introduce(introduction, message, direction, at: moment, deliver: deliver)
            }
            emit(
                .message(
                    MessageEvent(message: message, answer: reading.answer, stream: reading.stream, frame: frame)),
                direction,
                at: moment, from: message.firstPacket, to: message.lastPacket, offset: message.offset,
                deliver: deliver)
            if let introduction = reading.introduction, !message.header.type.isMedia {
                introduce(introduction, message, direction, at: moment, deliver: deliver)
            }
        case .chunk(let chunk):
            emit(
                .chunk(chunk), direction, at: moment, from: chunk.packet, to: chunk.packet, offset: chunk.offset,
                deliver: deliver)
        case .cut(let cut):
            record.losses[direction].cutMessages += 1
            emit(
                .cut(cut), direction, at: moment, from: cut.firstPacket, to: cut.lastPacket, offset: cut.offset,
                deliver: deliver)
        case .lost(let loss):
            emit(
                .lost(loss), direction, at: moment, from: loss.packet, to: loss.packet, offset: loss.offset,
                deliver: deliver)
        case .resynchronized(let found):
            emit(
                .resynchronized(found), direction, at: moment, from: found.packet, to: found.packet,
                offset: found.offset, deliver: deliver)
        }
    }

    private func introduce(
        _ introduction: StreamIntroduction, _ message: Message, _ direction: Direction, at moment: Moment,
        deliver: (Event) -> Void
    ) {
        emit(
            .stream(introduction), direction, at: moment, from: message.lastPacket, to: message.lastPacket,
            offset: nil, deliver: deliver)
    }

    private func emit(
        _ body: EventBody, _ direction: Direction?, at moment: Moment, from firstPacket: Int, to lastPacket: Int,
        offset: Int? = nil, deliver: (Event) -> Void
    ) {
        deliver(
            Event(
                flow: number, direction: direction, time: moment.time, elapsed: moment.time.since(begin),
                firstPacket: firstPacket, lastPacket: lastPacket, offset: offset, body: body))
    }

    private func direction(of side: Side) -> Direction { side == clientSide ? .clientToServer : .serverToClient }
}
