/// What a decoder knows, in words that others understand: it is kept in bits and out of line.
extension ChunkDecoder {
    /// Chunk boundaries are not known.
    public internal(set) var isLost: Bool {
        get { condition[ChunkCondition.lost] }
        set { condition[ChunkCondition.lost] = newValue }
    }
    /// Bytes come by way of what is held: a boundary is searched, or what was held for it is not read to its end.
    public internal(set) var isHolding: Bool {
        get { condition[ChunkCondition.holding] }
        set { condition[ChunkCondition.holding] = newValue }
    }
    /// The capture does not have the direction's beginning, and nothing has come yet.
    var startsMidstream: Bool {
        get { condition[ChunkCondition.midstream] }
        set { condition[ChunkCondition.midstream] = newValue }
    }
    /// The boundary was lost before, or the capture began in mid-stream: state may be older than it looks.
    var isCautious: Bool {
        get { condition[ChunkCondition.cautious] }
        set { condition[ChunkCondition.cautious] = newValue }
    }
    var isChunkSizeInferred: Bool {
        get { condition[ChunkCondition.chunkSizeInferred] }
        set { condition[ChunkCondition.chunkSizeInferred] = newValue }
    }
    /// A boundary is searched.
    var isSearching: Bool { isHolding && loss.search != nil }

    var rare: ChunkRarities {
        _read { if rarities.isEmpty { yield ChunkRarities.none } else { yield rarities[0] } }
        _modify {
            if rarities.isEmpty { rarities.append(.none) }
            yield &rarities[0]
        }
    }

    var frames: FrameSyntaxMemory {
        _read { yield rare.frames }
        _modify { yield &rare.frames }
    }
    var hasLosses: Bool { !rare.losses.isEmpty }
    /// What is known of boundaries that were lost.
    var loss: BoundaryLosses {
        _read { if hasLosses { yield rare.losses[0] } else { yield BoundaryLosses.none } }
        _modify {
            if !hasLosses { rare.losses.append(.none) }
            yield &rare.losses[0]
        }
    }
    /// In the order in which they were announced first, at most 8.
    var announcedChunkSizes: [Int] {
        firstChunkSize == 0 ? [] : [firstChunkSize] + rare.furtherChunkSizes
    }
}
