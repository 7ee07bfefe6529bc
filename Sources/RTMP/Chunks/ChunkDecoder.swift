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
    /// In force for the next chunk of this direction; 128 until the sender says otherwise, RTMP 1.0 § 5.4.1.
    public internal(set) var chunkSize = 128
    /// Messages completed so far.
    public internal(set) var messageCount = 0
    /// Chunk boundaries are not known.
    public internal(set) var isLost = false

    let options: SharedMessageOptions
    var table = ChunkStreamTable()
    var habit = ExtendedTimestampHabit()
    /// Header bytes of a chunk whose header is not complete, and where it began.
    var pending: [UInt8] = []
    var pendingOffset = 0
    var pendingPacket = 0
    /// The chunk being read, and its payload bytes still to come; 0 between chunks.
    var slot = 0
    var remainingInChunk = 0
    /// Payload bytes kept for messages in progress.
    var kept = 0
    var frames = FrameSyntaxMemory()
    /// A small buffer that no message uses: the next one takes it, since most messages keep a few bytes only.
    private var spare: [UInt8] = []

    // Finding a chunk boundary: `ChunkDecoder+Resynchronization.swift`.

    /// Bytes come by way of what is held: a boundary is searched, or what was held for it is not read to its end.
    public internal(set) var isHolding = false
    /// What is known of boundaries that were lost; none or one, since most directions never lose one.
    private var losses: [BoundaryLosses] = []
    /// The capture does not have the direction's beginning, and nothing has come yet.
    var startsMidstream = false
    /// The boundary was lost before, or the capture began in mid-stream: state may be older than it looks.
    var isCautious = false
    var isChunkSizeInferred = false
    var announcedChunkSizes: [Int] = []

    /// Bytes of a buffer that is kept for the next message.
    static let maximumSpare = 64

    /// A decoder before the first chunk.
    public init(options: MessageOptions = .init()) { self.init(sharing: SharedMessageOptions(options)) }

    /// The same, with options that other decoders have as well.
    public init(sharing options: SharedMessageOptions) { self.options = options }

    var loss: BoundaryLosses {
        _read { if losses.isEmpty { yield BoundaryLosses.none } else { yield losses[0] } }
        _modify {
            if losses.isEmpty { losses.append(.none) }
            yield &losses[0]
        }
    }

    /// A boundary is searched.
    var isSearching: Bool { isHolding && loss.search != nil }

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
                table[slot].take(
                    bytes, position..<(position + count), options: options, kept: &kept, frames: frames)
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
            if pending.isEmpty {
                pendingOffset = here
                pendingPacket = packet
            }
            pending.append(bytes.unsafeLoad(fromUncheckedByteOffset: position, as: UInt8.self))
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
        let head = pending
        guard let header = completeHeader(head.span.bytes, at: 0, end: head.count) else { return }
        pending.removeAll(keepingCapacity: true)
        let wasHolding = isHolding
        begin(
            header, head.span.bytes, at: 0, offset: pendingOffset, packet: pendingPacket, lastPacket: packet,
            deliver: deliver)
        var position = isSearching ? 0 : header.count
        // Bytes taken to look for an extended timestamp that was not there are payload, or the next header.
        if !isSearching, position < head.count {
            position = read(
                head.span.bytes, in: position..<head.count, offset: pendingOffset + position, packet: packet,
                deliver: deliver)
        }
        if isHolding, !wasHolding { loss.held.append(head.span.bytes, position..<head.count, packet: pendingPacket) }
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
        if slot != self.slot, table[self.slot].isOpen { table[self.slot].facts.insert(.interleaved) }
        self.slot = slot
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
                table[slot].facts.formUnion(header.facts)
            } else if table[slot].continues(header) {
                table[slot].facts.formUnion(header.facts.union(.headerInsideMessage))
            } else {
                cut(slot, .overtaken, packet: packet, deliver: deliver)
                table[slot].open(header, offset: offset, packet: packet)
            }
        } else {
            table[slot].open(header, offset: offset, packet: packet)
        }
        guard isBelievable, table[slot].isPlausible else {
            let header = table[slot].header
            table[slot].isOpen = false
            lose(
                Desynchronization(cause: .implausibleHeader(header), offset: offset, packet: packet),
                deliver: deliver)
            return
        }
        if table[slot].chunks == 0, table[slot].payload.capacity < spare.capacity {
            swap(&spare, &table[slot].payload)
        }
        remainingInChunk = table[slot].beginChunk(of: chunkSize, options: options)
        if options.reportsChunks {
            report(header, bytes, at: position, offset: offset, packet: packet, deliver: deliver)
        }
        if remainingInChunk == 0 { endChunk(packet: lastPacket, deliver: deliver) }
    }

    private func report(
        _ header: ChunkHeader, _ bytes: RawSpan, at position: Int, offset: Int, packet: Int,
        deliver: (ChunkEvent) -> Void
    ) {
        let stream = table.streams[slot]
        deliver(
            .chunk(
                Chunk(
                    format: header.format, chunkStreamID: header.chunkStreamID,
                    headerBytes: [UInt8](bytes, position..<(position + header.count)), offset: offset, packet: packet,
                    length: remainingInChunk, messagePosition: stream.received, messageLength: stream.length,
                    type: stream.type, timestamp: stream.timestamp, messageStreamID: stream.messageStreamID)))
    }

    // MARK: Payload

    mutating func endChunk(packet: Int, deliver: (ChunkEvent) -> Void) {
        guard table[slot].received >= table[slot].length else { return }
        let slot = self.slot
        if table[slot].length > options.maximumMessage { table[slot].facts.insert(.payloadCutAtLimit) }
        // The buffer is taken out for the call that reads it, and put back to be used again.
        var payload: [UInt8] = []
        swap(&payload, &table[slot].payload)
        kept -= payload.count
        let header = table[slot].header
        if !header.type.isMedia, let redaction = options.redaction { redaction.redact(&payload, of: header) }
        var reader = ByteReader(payload.span.bytes)
        var body = MessageBody(
            from: &reader, type: header.type, length: header.length, timestamp: header.timestamp, limits: options.amf)
        if case .setChunkSize(var change) = body {
            change.previous = chunkSize
            body = .setChunkSize(change)
        }
        if case .video(let tag) = body { frames.note(tag, on: header.messageStreamID) }
        messageCount += 1
        table[slot].isOpen = false
        let units =
            options.keepsPayload && options.scansFrames && header.type == .video && payload.count == header.length
            ? frames.scan(payload.span.bytes, length: header.length, on: header.messageStreamID)
            : table[slot].finishScan()
        deliver(
            .message(
                Message(
                    header: header, body: body, facts: table[slot].facts, index: messageCount,
                    chunks: table[slot].chunks, offset: table[slot].offset, firstPacket: table[slot].firstPacket,
                    lastPacket: packet, missing: table[slot].missing, frames: units,
                    payload: options.keepsPayload ? payload : nil)))
        if payload.capacity <= Self.maximumSpare {
            payload.removeAll(keepingCapacity: true)
            swap(&payload, &spare)
        }
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
        if !losses.isEmpty { loss.unsettledChunkSizes = [] }
        if announcedChunkSizes.count < 8, !announcedChunkSizes.contains(size) { announcedChunkSizes.append(size) }
        for slot in 0..<table.count where table[slot].isOpen { table[slot].facts.insert(.chunkSizeChangedInside) }
    }

    // MARK: Failing

    mutating func cut(
        _ slot: Int, _ cause: CutMessage.Cause, packet: Int, deliver: (ChunkEvent) -> Void
    ) {
        let stream = table.streams[slot]
        kept -= stream.payload.count
        table[slot].close()
        deliver(
            .cut(
                CutMessage(
                    header: stream.header, cause: cause, received: stream.received - stream.missing,
                    offset: stream.offset, firstPacket: stream.firstPacket, lastPacket: packet)))
    }
}
