/// Reading on after a boundary was lost: state may be older than it looks.
extension ChunkDecoder {
    /// Marks a chunk stream whose first header is read after the boundary was lost, or behind the capture's beginning.
    mutating func distrust(_ slot: Int) {
        table[slot].isTimestampInferred = true
        table[slot].isMessageStreamIDUnknown = true
        // Where the direction has shown one message stream only, it is that.
        let ids = knowledge.streamIDs
        if ids.count == 1, let id = ids.first { table[slot].messageStreamID = id }
    }

    /// Whether a header builds on state that may be outdated, and was not read ahead of.
    func isDoubtful(_ header: ChunkHeader, _ slot: Int, at offset: Int) -> Bool {
        guard !table[slot].isOpen else { return false }
        let length = header.format < 2 ? header.length : table[slot].length
        if let smallest = loss.unsettledChunkSizes.min(), length > smallest { return true }
        return header.format >= 2 && table[slot].isStale && !table[slot].isFresh && offset >= loss.trustedUntil
    }

    /// After a loss, headers are held to what senders are known to do: the boundary may be wrong.
    func isBelievable(_ header: ChunkHeader, _ slot: Int) -> Bool {
        let stream = table[slot]
        guard header.format < 2, !stream.isOpen else { return true }
        let strand = stream.isFresh ? nil : Self.strand(stream, remaining: 0)
        return HeaderEvidence.isBelievable(
            header, on: strand, HeaderEvidence.Knowledge(inventedTypes: loss.inventedTypes))
    }
}
