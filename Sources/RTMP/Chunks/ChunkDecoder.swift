import AMF
import Bytes
import Media

/// Reads one direction's chunk stream, from the first byte behind the handshake, however it is cut into pieces.
///
///              header complete                      chunk complete
///     header ------------------> payload of chunk ------------------> header
///       |                            |      message complete: `.message`
///       | no header means this       | a hole that does not end in this chunk
///       +--------> searching <-------+       (`ChunkDecoder+Resynchronization.swift`)
///
/// Payload is not copied but for what the options and the message's type ask for: commands, data and control whole,
/// of audio and video the tag header and the codec configuration.
public struct ChunkDecoder: Sendable {
    let options: SharedMessageOptions
    var table = ChunkStreamTable()
    /// A chunk's header that is not complete; none or one.
    var pending: [PendingHeader] = []
    /// Messages that are open on other chunk streams than the one at hand.
    var parked: [MessageInProgress] = []
    var rarities: [ChunkRarities] = []
    /// The message of the last chunk, while `ChunkStream.isOpen` says that it is not complete.
    var current = MessageInProgress()

    /// In force for the next chunk of this direction; 128 until the sender says otherwise, RTMP 1.0 § 5.4.1.
    @HalfWord public internal(set) var chunkSize = 128
    /// Messages completed so far.
    @HalfWord public internal(set) var messageCount = 0
    /// Payload bytes still to come of the chunk being read; 0 between chunks.
    @HalfWord var remainingInChunk = 0
    /// Payload bytes kept for messages in progress: fewer than `SharedMessageOptions.maximumUnfinished`, but for short
    /// messages.
    @HalfWord var kept = 0
    /// The first chunk size that was announced, 0 before.
    @HalfWord var firstChunkSize = 0
    // Bits and what few decoders have: `ChunkDecoder+Packing.swift`.
    var condition = ChunkCondition()
    var habit = ExtendedTimestampHabit()

    /// A decoder before the first chunk.
    public init(options: MessageOptions = .init()) { self.init(sharing: SharedMessageOptions(options)) }

    /// The same, with options that other decoders have as well.
    public init(sharing options: SharedMessageOptions) { self.options = options }

    /// Takes the next bytes of the direction.
    ///
    /// - Parameters:
    ///   - bytes: Borrowed for the call; only `range` of it is read.
    ///   - offset: Of the range's first byte in the direction's byte stream.
    ///   - packet: Number of the packet that brought them.
    public mutating func feed(
        _ bytes: RawSpan, in range: Range<Int>, offset: Int, packet: Int, deliver: (ChunkEvent) -> Void
    ) {
        guard !isHolding else {
            hold(bytes, range, offset: offset, packet: packet, deliver: deliver)
            return
        }
        let position = read(bytes, in: range, offset: offset, packet: packet, deliver: deliver)
        if isHolding {
            hold(
                bytes, position..<range.upperBound, offset: offset + (position - range.lowerBound), packet: packet,
                deliver: deliver)
        }
    }

    /// Reads chunks; gives the position of the first byte that was not read, because a boundary has to be searched
    /// first.
    mutating func read(
        _ bytes: RawSpan, in range: Range<Int>, offset: Int, packet: Int, deliver: (ChunkEvent) -> Void
    ) -> Int {
        var position = range.lowerBound
        let end = range.upperBound
        while position < end {
            if remainingInChunk > 0 {
                let count = min(remainingInChunk, end - position)
                take(bytes, position..<(position + count))
                position += count
                remainingInChunk -= count
                if remainingInChunk == 0 { endChunk(packet: packet, deliver: deliver) }
                continue
            }
            let here = offset + (position - range.lowerBound)
            if pending.isEmpty, let header = completeHeader(bytes, at: position, end: end) {
                begin(header, bytes, at: position, offset: here, packet: packet, lastPacket: packet, deliver: deliver)
                if isSearching { return position }
                position += header.count
                continue
            }
            // A header cut by the end of a piece: rare, so byte by byte.
            if pending.isEmpty { pending = [PendingHeader(offset: here, packet: packet)] }
            pending[0].bytes.append(bytes, position..<(position + 1))
            position += 1
            resumeHeader(packet: packet, deliver: deliver)
            if isSearching { return position }
        }
        return end
    }

    /// Tells that `count` bytes at `offset` are missing. A hole inside the payload of one chunk costs that payload; any
    /// other may cost the chunk boundary until it is found again.
    public mutating func skip(_ count: Int, offset: Int, packet: Int, deliver: (ChunkEvent) -> Void) {
        guard count > 0 else { return }
        if !isHolding { readHole(count, offset: offset, packet: packet, deliver: deliver) }
        if isHolding { holdHole(count, offset: offset, packet: packet, deliver: deliver) }
    }

    /// Tells that the direction has ended: what was in progress is cut.
    public mutating func finish(packet: Int, deliver: (ChunkEvent) -> Void) {
        if isHolding { readHeld(isFinal: true, deliver: deliver) }
        for slot in 0..<table.count where table[slot].isOpen {
            cut(slot, .ended, packet: packet, deliver: deliver)
        }
    }

    // MARK: Headers

    /// The header at `position`, if all of it is there: with the extended timestamp that a fmt 3 chunk may carry.
    @inline(__always)
    private func completeHeader(_ bytes: RawSpan, at position: Int, end: Int) -> ChunkHeader? {
        guard var header = ChunkHeader(bytes, at: position, end: end) else { return nil }
        if header.format == 3, let slot = table.slot(of: header.chunkStreamID), table[slot].hasExtendedTimestamp {
            let behind = position + header.count
            switch habit.verdict(
                bytes, at: behind, end: end, expected: table[slot].extendedTimestamp, absolute: table[slot].timestamp)
            {
            case .undecided: return nil
            case .omitted: header.facts.insert(.extendedTimestampOmitted)
            case .differs:
                header.facts.insert(.extendedTimestampDiffers)
                fallthrough
            case .present:
                header.extendedTimestamp = ChunkHeader.u32(bytes, behind)
                header.count += 4
            }
        }
        return header
    }

    private mutating func resumeHeader(packet: Int, deliver: (ChunkEvent) -> Void) {
        let head = pending[0]
        guard let header = head.bytes.read({ completeHeader($0, at: 0, end: $0.byteCount) }) else { return }
        pending = []
        head.bytes.read { bytes in
            begin(header, bytes, pending: head, packet: packet, deliver: deliver)
        }
    }

    private mutating func begin(
        _ header: ChunkHeader, _ bytes: RawSpan, pending head: PendingHeader, packet: Int,
        deliver: (ChunkEvent) -> Void
    ) {
        let count = bytes.byteCount
        let wasHolding = isHolding
        begin(
            header, bytes, at: 0, offset: head.offset, packet: head.packet, lastPacket: packet, deliver: deliver)
        var position = isSearching ? 0 : header.count
        // Bytes taken to look for an extended timestamp that was not there are payload, or the next header.
        if !isSearching, position < count {
            position = read(
                bytes, in: position..<count, offset: head.offset + position, packet: packet, deliver: deliver)
        }
        if isHolding, !wasHolding { loss.held.append(bytes, position..<count, packet: head.packet) }
    }

    private mutating func begin(
        _ header: ChunkHeader, _ bytes: RawSpan, at position: Int, offset: Int, packet: Int, lastPacket: Int,
        deliver: (ChunkEvent) -> Void
    ) {
        let slot: Int
        if let known = table.slot(of: header.chunkStreamID) {
            slot = known
        } else if table.count < options.maximumChunkStreams {
            slot = table.open(header.chunkStreamID)
            if isCautious { distrust(slot) }
        } else {
            lose(
                Desynchronization(
                    cause: .chunkStreamLimit(options.maximumChunkStreams), offset: offset, packet: packet),
                deliver: deliver)
            return
        }
        if isCautious, isDoubtful(header, slot, at: offset) {
            suspend(
                Desynchronization(cause: .outdatedState, offset: offset, packet: packet), as: .header,
                deliver: deliver)
            return
        }
        let isBelievable = !isCautious || isBelievable(header, slot)
        turn(to: slot)
        if header.facts.contains(.extendedTimestampOmitted) {
            habit.note(.omitted)
        } else if header.format == 3, header.extendedTimestamp != nil {
            habit.note(.present)
        }

        // fmt 2 and 3 leave the length to a header that never came.
        if header.format >= 2, table[slot].isFresh {
            lose(
                Desynchronization(
                    cause: .noPreviousHeader(format: header.format, chunkStreamID: header.chunkStreamID),
                    offset: offset, packet: packet),
                deliver: deliver)
            return
        }
        if table[slot].isOpen {
            if header.format == 3 {
                current.facts.formUnion(header.facts)
            } else if table[slot].continues(header) {
                current.facts.formUnion(header.facts.union(.headerInsideMessage))
            } else {
                cut(slot, .overtaken, packet: packet, deliver: deliver)
                open(header, offset: offset, packet: packet)
            }
        } else {
            open(header, offset: offset, packet: packet)
        }
        guard isBelievable, table[slot].isPlausible else {
            table[slot].isOpen = false
            lose(
                Desynchronization(
                    cause: .implausibleHeader(self.header(of: current)), offset: offset, packet: packet),
                deliver: deliver)
            return
        }
        beginChunk()
        if options.reportsChunks {
            report(header, bytes, at: position, offset: offset, packet: packet, deliver: deliver)
        }
        if remainingInChunk == 0 { endChunk(packet: lastPacket, deliver: deliver) }
    }

    private func report(
        _ header: ChunkHeader, _ bytes: RawSpan, at position: Int, offset: Int, packet: Int,
        deliver: (ChunkEvent) -> Void
    ) {
        let stream = table[slot]
        deliver(
            .chunk(
                Chunk(
                    format: header.format, chunkStreamID: header.chunkStreamID,
                    headerBytes: [UInt8](bytes, position..<(position + header.count)), offset: offset, packet: packet,
                    length: remainingInChunk, messagePosition: stream.length - current.toCome,
                    messageLength: stream.length, type: stream.type, timestamp: stream.timestamp,
                    messageStreamID: stream.messageStreamID)))
    }

    // MARK: Messages

    mutating func endChunk(packet: Int, deliver: (ChunkEvent) -> Void) {
        guard current.toCome == 0 else { return }
        let slot = self.slot
        let header = header(of: current)
        if header.length > options.maximumMessage { current.facts.insert(.payloadCutAtLimit) }
        // Taken out for the call that reads it.
        var payload = ShortBytes()
        swap(&payload, &current.payload)
        kept -= payload.count
        if !header.type.isMedia, let redaction = options.redaction {
            var bytes = payload.all
            redaction.redact(&bytes, of: header)
            payload = ShortBytes(bytes)
        }
        var body = payload.read { bytes in
            var reader = ByteReader(bytes)
            return MessageBody(
                from: &reader, type: header.type, length: header.length, timestamp: header.timestamp,
                limits: options.amf)
        }
        if case .setChunkSize(var change) = body {
            change.previous = chunkSize
            body = .setChunkSize(change)
        }
        if case .video(let tag) = body, frames.isNews(tag) { frames.note(tag, on: header.messageStreamID) }
        messageCount += 1
        table[slot].isOpen = false
        let units =
            options.keepsPayload && options.scansFrames && header.type == .video && payload.count == header.length
            ? payload.read { frames.scan($0, length: header.length, on: header.messageStreamID) }
            : finishScan()
        deliver(
            .message(
                Message(
                    header: header, body: body, facts: current.facts, index: messageCount, chunks: current.chunks,
                    offset: current.offset, firstPacket: current.firstPacket, lastPacket: packet,
                    missing: current.missing, frames: units, payload: options.keepsPayload ? payload.all : nil)))
        switch body {
        case .setChunkSize(let change): apply(change)
        case .abort(let abort):
            if let victim = table.slot(of: Int(abort.chunkStreamID)), table[victim].isOpen {
                cut(victim, .aborted, packet: packet, deliver: deliver)
            }
        default: break
        }
    }

    private mutating func apply(_ change: SetChunkSize) {
        guard let size = change.chunkSize else { return }
        chunkSize = size
        isChunkSizeInferred = false
        if hasLosses { loss.unsettledChunkSizes = [] }
        announce(size)
        for slot in 0..<table.count where table[slot].isOpen { note(.chunkSizeChangedInside, on: slot) }
    }

    private mutating func announce(_ size: Int) {
        if firstChunkSize == 0 {
            firstChunkSize = size
        } else if announcedChunkSizes.count < 8, !announcedChunkSizes.contains(size) {
            rare.furtherChunkSizes.append(size)
        }
    }
}
