/// Finding a chunk boundary: what is tried on the bytes kept, and what follows from it.
extension ChunkDecoder {
    /// Tries to go on with what stands before `limit`; `false` where more is needed.
    ///
    /// - Parameter isLast: No more will be kept or come: a hypothesis that is not proven is given up.
    mutating func attempt(
        _ search: BoundaryLoss, to limit: Int, isLast: Bool, deliver: (ChunkEvent) -> Void
    ) -> Bool {
        if let hypothesis = search.hypothesis {
            switch test(hypothesis, search, to: limit, deliver: deliver) {
            case .proven: return true
            case .open where !isLast: return false
            case .open, .broken, .blind:
                loss.search?.hypothesis = nil
                giveUp(search.why, deliver: deliver)
            }
        }
        let start = max(search.start, loss.lastFound + 1)
        guard let lock = boundarySearch().scan(loss.held, from: start, to: limit) else { return false }
        take(lock, search, deliver: deliver)
        return true
    }

    private mutating func test(
        _ hypothesis: BoundaryLoss.Hypothesis, _ search: BoundaryLoss, to limit: Int, deliver: (ChunkEvent) -> Void
    ) -> ChainWalk.Verdict {
        let bytes = loss.held.bytes
        let knowledge = knowledge
        let table = table
        var outcome = ChainWalk.Verdict.broken
        var proven: [(size: Int, walk: ChainWalk)] = []
        var sizes = [chunkSize]
        if hypothesis == .header { sizes += loss.unsettledChunkSizes.filter { $0 != chunkSize } }
        for size in sizes {
            var walk = ChainWalk(chunkSize: size)
            for slot in 0..<table.count where table[slot].isOpen && slot != self.slot {
                walk.add(Self.strand(table[slot], remaining: bytesToCome(on: slot)))
            }
            var start = search.start
            var demand = ChainWalk.Demand(bits: 40, messages: 0)
            switch hypothesis {
            case .continuation:
                walk.add(Self.strand(table[slot], remaining: current.toCome - remainingInChunk), isCurrent: true)
                start += remainingInChunk
            case .header:
                if slot < table.count, table[slot].isOpen {
                    walk.add(Self.strand(table[slot], remaining: current.toCome))
                }
                demand = ChainWalk.Demand(bits: 30, messages: 0, isBehindFirst: true)
            }
            let verdict = walk.run(loss.held, bytes.span.bytes, from: start, to: limit, demand: demand, knowledge) {
                table.slot(of: $0).flatMap { table[$0].isFresh ? nil : Self.strand(table[$0], remaining: 0) }
            }
            switch verdict {
            case .proven: proven.append((size, walk))
            case .open: outcome = .open
            case .broken, .blind: break
            }
        }
        guard let (size, walk) = proven.first else { return outcome }
        if !loss.unsettledChunkSizes.isEmpty { settle(on: size, proven.map(\.size), length: walk.firstLength) }
        resume(search, chunkSize: size, walk, deliver: deliver)
        return .proven
    }

    /// Takes `size`, and leaves those other sizes open that a message of `length` does not tell from it.
    private mutating func settle(on size: Int, _ sizes: [Int], length: Int) {
        let others = sizes.filter { $0 != size && $0 >= length && size >= length }
        loss.unsettledChunkSizes = others.isEmpty ? [] : [size] + others
    }

    /// Goes on where reading had stopped.
    private mutating func resume(
        _ search: BoundaryLoss, chunkSize size: Int, _ walk: ChainWalk, deliver: (ChunkEvent) -> Void
    ) {
        loss.search = nil
        loss.cursor = search.start
        loss.lastFound = search.start
        loss.trustedUntil = walk.reach
        guard size != chunkSize else { return }
        chunkSize = size
        isChunkSizeInferred = true
        deliver(
            .resynchronized(
                Resynchronization(
                    offset: search.start, packet: search.why.packet, skipped: 0, format: walk.firstFormat,
                    chunkStreamID: walk.firstChunkStreamID, headers: walk.headers, chunkSize: size,
                    chunkSizeIsInferred: true,
                    possibleChunkSizes: loss.unsettledChunkSizes.isEmpty ? [size] : loss.unsettledChunkSizes,
                    occasion: .chunkSize
                )))
    }

    /// Goes on at a boundary that was found.
    private mutating func take(
        _ lock: BoundarySearch.Lock, _ search: BoundaryLoss, deliver: (ChunkEvent) -> Void
    ) {
        let size = lock.chunkSizes.first ?? chunkSize
        let occasion: Resynchronization.Occasion = search.why.cause == .midstream ? .midstream : .loss
        let skipped = search.forgotten + loss.held.index(of: lock.offset) - loss.held.index(of: search.start)
        if size != chunkSize { isChunkSizeInferred = true }
        chunkSize = size
        settle(on: size, lock.chunkSizes, length: lock.length)
        for slot in 0..<table.count {
            table[slot].isStale = true
            table[slot].isTimestampInferred = true
        }
        loss.search = nil
        isLost = false
        loss.cursor = lock.offset
        loss.lastFound = lock.offset
        loss.trustedUntil = lock.reach
        deliver(
            .resynchronized(
                Resynchronization(
                    offset: lock.offset, packet: loss.held.packet(at: lock.offset), skipped: skipped,
                    format: lock.format,
                    chunkStreamID: lock.chunkStreamID, headers: lock.headers, chunkSize: size,
                    chunkSizeIsInferred: isChunkSizeInferred,
                    possibleChunkSizes: loss.unsettledChunkSizes.isEmpty ? [size] : loss.unsettledChunkSizes,
                    occasion: occasion)))
    }

    // MARK: What is known

    private func boundarySearch() -> BoundarySearch {
        let table = table
        let isKnown = (0..<table.count).contains { !table[$0].isFresh }
        var sizes = isChunkSizeInferred && !isKnown ? [] : [chunkSize]
        for size in announcedChunkSizes.reversed() + BoundarySearch.usualChunkSizes where !sizes.contains(size) {
            sizes.append(size)
        }
        return BoundarySearch(
            strand: {
                table.slot(of: $0).flatMap {
                    table[$0].isFresh ? nil : Self.strand(table[$0], remaining: 0, isStale: true)
                }
            },
            knowledge: knowledge, chunkSizes: sizes,
            demand: isKnown ? ChainWalk.Demand(bits: 72, messages: 2) : ChainWalk.Demand(bits: 100, messages: 3))
    }

    var knowledge: HeaderEvidence.Knowledge {
        var knowledge = HeaderEvidence.Knowledge()
        for slot in 0..<table.count where !table[slot].isFresh {
            if table[slot].messageStreamID != 0, !table[slot].isMessageStreamIDUnknown {
                knowledge.streamIDs.insert(table[slot].messageStreamID)
            }
        }
        knowledge.inventedTypes = loss.inventedTypes
        return knowledge
    }

    static func strand(_ stream: ChunkStream, remaining: Int, isStale: Bool? = nil) -> ChainWalk.Strand {
        ChainWalk.Strand(
            id: stream.id, type: stream.type, length: stream.length, messageStreamID: stream.messageStreamID,
            isIdentified: !stream.isMessageStreamIDUnknown, timestamp: stream.timestamp,
            hasExtendedTimestamp: stream.hasExtendedTimestamp, extendedTimestamp: stream.extendedTimestamp,
            isStale: isStale ?? stream.isStale, remaining: remaining)
    }
}
