/// What a decoder knows, in words that others understand: it is kept in half words, bits and out of line.
extension ChunkDecoder {
    /// In force for the next chunk of this direction; 128 until the sender says otherwise, RTMP 1.0 § 5.4.1.
    public internal(set) var chunkSize: Int {
        get { Int(chunkSizeInForce) }
        set { chunkSizeInForce = UInt32(truncatingIfNeeded: newValue) }
    }
    /// Messages completed so far.
    public internal(set) var messageCount: Int {
        get { Int(messagesCompleted) }
        set { messagesCompleted = UInt32(truncatingIfNeeded: newValue) }
    }
    /// Payload bytes still to come of the chunk being read; 0 between chunks.
    var remainingInChunk: Int {
        get { Int(bytesLeftInChunk) }
        set { bytesLeftInChunk = UInt32(truncatingIfNeeded: newValue) }
    }
    /// Payload bytes kept for messages in progress: fewer than `SharedMessageOptions.maximumUnfinished`, but for short
    /// messages.
    var kept: Int {
        get { Int(bytesKept) }
        set { bytesKept = UInt32(truncatingIfNeeded: newValue) }
    }

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
        firstChunkSize == 0 ? [] : [Int(firstChunkSize)] + rare.furtherChunkSizes
    }
}
