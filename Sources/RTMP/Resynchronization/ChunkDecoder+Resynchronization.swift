import Bytes

/// Finding a chunk boundary: what is kept while it is searched, and how what was kept is read.
///
///     reading ──► boundary lost ──► searching ──► found ──► reading what was kept ──► reading
///                                     │    ▲
///                                     └────┘ more bytes, up to `MessageOptions.maximumSearched`
extension ChunkDecoder {
    /// A decoder of a direction of which the capture does not have the beginning.
    public init(midstreamWith options: MessageOptions) {
        self.init(midstreamSharing: SharedMessageOptions(options))
    }

    /// The same, with options that other decoders have as well.
    public init(midstreamSharing options: SharedMessageOptions) {
        self.init(sharing: options)
        startsMidstream = true
        isCautious = true
        isHolding = true
        isChunkSizeInferred = true
    }

    // MARK: Keeping

    mutating func hold(
        _ bytes: RawSpan, _ range: Range<Int>, offset: Int, packet: Int, deliver: (ChunkEvent) -> Void
    ) {
        beginHolding(at: offset, packet: packet, deliver: deliver)
        loss.held.append(bytes, range, packet: packet)
        readHeld(isFinal: false, deliver: deliver)
    }

    mutating func holdHole(_ count: Int, offset: Int, packet: Int, deliver: (ChunkEvent) -> Void) {
        beginHolding(at: offset, packet: packet, deliver: deliver)
        loss.held.appendHole(count, packet: packet)
        readHeld(isFinal: false, deliver: deliver)
    }

    /// A direction met in mid-stream begins at any offset.
    private mutating func beginHolding(at offset: Int, packet: Int, deliver: (ChunkEvent) -> Void) {
        guard startsMidstream, loss.search == nil else { return }
        startsMidstream = false
        isLost = true
        let why = Desynchronization(cause: .midstream, offset: offset, packet: packet)
        loss.held.begin(at: offset)
        loss.search = BoundaryLoss(why: why, start: offset)
        deliver(.lost(why))
    }

    /// Stops reading at the place that `why` names, until it is known how to go on.
    mutating func suspend(
        _ why: Desynchronization, as hypothesis: BoundaryLoss.Hypothesis?, deliver: (ChunkEvent) -> Void
    ) {
        // Where reading went on and was stopped at once, what was believed there was wrong.
        let hypothesis = why.offset > loss.lastFound ? hypothesis : nil
        loss.search = BoundaryLoss(why: why, start: why.offset, hypothesis: hypothesis)
        pending = []
        if !isHolding {
            loss.held.begin(at: why.offset)
            isHolding = true
        }
        if hypothesis == nil { giveUp(why, deliver: deliver) }
    }

    /// Stops reading: nothing of what was in progress can be completed.
    mutating func lose(_ why: Desynchronization, deliver: (ChunkEvent) -> Void) {
        suspend(why, as: nil, deliver: deliver)
    }

    mutating func giveUp(_ why: Desynchronization, deliver: (ChunkEvent) -> Void) {
        isLost = true
        isCautious = true
        remainingInChunk = 0
        for slot in 0..<table.count where table[slot].type.name == nil && !table[slot].isFresh {
            loss.inventedTypes.insert(table[slot].type)
        }
        deliver(.lost(why))
        for slot in 0..<table.count where table[slot].isOpen {
            cut(slot, .lost, packet: why.packet, deliver: deliver)
        }
    }

    // MARK: Reading what was kept

    /// Bytes that were read already and may stay in front of those that are searched, so that dropping them is rare.
    private static let readBytesKept = 1 << 16

    mutating func readHeld(isFinal: Bool, deliver: (ChunkEvent) -> Void) {
        while isHolding {
            if let search = loss.search {
                let start = loss.held.index(of: search.start)
                let isWhole = loss.held.bytes.count - start >= search.wanted
                guard isWhole || isFinal else {
                    if start > Self.readBytesKept { loss.held.drop(before: search.start) }
                    return
                }
                let limit = isWhole ? loss.held.offset(behind: start + search.wanted) : loss.held.end
                let isLast = isFinal && !isWhole || search.wanted >= options.maximumSearched
                if attempt(search, to: limit, isLast: isLast, deliver: deliver) { continue }
                guard isWhole else { return }
                if search.wanted < options.maximumSearched {
                    let wanted = min(2 * search.wanted, options.maximumSearched)
                    loss.search?.wanted = wanted
                } else {
                    forget(search, from: start)
                }
                continue
            }
            switch loss.held.piece(at: loss.cursor) {
            case .bytes(let range, let packet):
                let bytes = loss.held.bytes
                let stop = read(bytes.span.bytes, in: range, offset: loss.cursor, packet: packet, deliver: deliver)
                loss.cursor += stop - range.lowerBound
            case .hole(let count, let packet):
                readHole(count, offset: loss.cursor, packet: packet, deliver: deliver)
                loss.cursor += count
            case nil:
                loss.held.begin(at: loss.cursor)
                isHolding = false
            }
        }
    }

    /// Lets go of the older half of what was searched in vain.
    private mutating func forget(_ search: BoundaryLoss, from start: Int) {
        let half = max(search.wanted / 2, 1)
        // The last bytes of that half may begin a header that the other half completes.
        let next = loss.held.offset(behind: start + half)
        loss.held.drop(before: next)
        loss.search?.start = next
        loss.search?.forgotten += half
    }

    /// Reads a hole, unless the chunk boundary is lost in it.
    mutating func readHole(_ count: Int, offset: Int, packet: Int, deliver: (ChunkEvent) -> Void) {
        guard pending.isEmpty, remainingInChunk >= count || offset < loss.trustedUntil else {
            let head = pending.first
            let why = Desynchronization(cause: .hole(count), offset: head?.offset ?? offset, packet: packet)
            let isInMessage = head == nil && slot < table.count && table[slot].isOpen
            if let head, !isHolding {
                suspend(why, as: nil, deliver: deliver)
                if head.offset == loss.held.end {
                    head.bytes.read { loss.held.append($0, 0..<$0.byteCount, packet: head.packet) }
                }
            } else {
                suspend(why, as: isInMessage ? .continuation : nil, deliver: deliver)
            }
            return
        }
        var left = count
        while left > 0 {
            if remainingInChunk > 0 {
                let missing = min(left, remainingInChunk)
                current.missing += missing
                // Where the next NAL unit begins is not known any more.
                current.scanner = []
                current.toCome -= missing
                remainingInChunk -= missing
                left -= missing
                if remainingInChunk == 0 { endChunk(packet: packet, deliver: deliver) }
            } else if slot < table.count, table[slot].isOpen {
                left -= assumeContinuation(room: left, offset: offset + (count - left), packet: packet)
            } else {
                // What was read ahead says otherwise, but nothing is in progress.
                lose(
                    Desynchronization(cause: .hole(left), offset: offset + (count - left), packet: packet),
                    deliver: deliver)
                return
            }
        }
    }

    /// Takes the fmt 3 header that must have stood in a hole; gives its bytes, at most `room`.
    private mutating func assumeContinuation(room: Int, offset: Int, packet: Int) -> Int {
        let id = table[slot].id
        var header: [UInt8] =
            switch id {
            case ..<64: [0xc0 | UInt8(truncatingIfNeeded: id)]
            case ..<320: [0xc0, UInt8(truncatingIfNeeded: id - 64)]
            default:
                [0xc1, UInt8(truncatingIfNeeded: id - 64), UInt8(truncatingIfNeeded: (id - 64) >> 8)]
            }
        if table[slot].hasExtendedTimestamp {
            let value = table[slot].extendedTimestamp
            header += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
        }
        current.facts.insert(.chunkHeadersMissing)
        guard header.count <= room else {
            pending = [PendingHeader(bytes: ShortBytes(Array(header[..<room])), offset: offset, packet: packet)]
            return room
        }
        current.chunks += 1
        remainingInChunk = min(chunkSize, current.toCome)
        return header.count
    }
}
