/// Finds a chunk boundary in bytes of which none is known.
///
/// Every place where a header of fmt 0 or 1 may stand is an anchor: fmt 2 and 3 leave too much to a state that the
/// hole may have changed. From an anchor the chain of chunks is walked with each chunk size that comes into question,
/// and the first anchor is taken whose chain says more than chance can.
struct BoundarySearch {
    /// A boundary that was found.
    struct Lock {
        var offset: Int
        var format: UInt8
        var chunkStreamID: Int
        /// Of the message that begins there.
        var length: Int
        /// Chunk sizes with which the chain holds, the likeliest first.
        var chunkSizes: [Int]
        /// Headers that were read ahead, and up to where.
        var headers: Int
        var reach: Int
    }

    /// Those that senders are known to use, the commonest first.
    static let usualChunkSizes = [128, 4096, 60_000, 65_536, 1024, 2048, 8192, 256, 512, 16_384]

    /// Evidence that an anchor must have of its own, so that not what stands behind it speaks for it.
    private static let anchorBits = 26

    /// What is known of chunk streams from before.
    var strand: (Int) -> ChainWalk.Strand?
    var knowledge = HeaderEvidence.Knowledge()
    /// In the order in which they are preferred.
    var chunkSizes: [Int]
    var demand: ChainWalk.Demand

    /// Headers that may be walked over in one scan: bytes made to look like headers everywhere must not take for ever.
    private static let maximumSteps = 1 << 18
    /// What a search for unusual chunk sizes counts for.
    private static let unusualSteps = 1 << 10

    /// The first boundary in `held` from `start` on of which what stands before `limit` is proof enough.
    func scan(_ held: HeldStream, from start: Int, to limit: Int) -> Lock? {
        let bytes = held.bytes
        let span = bytes.span.bytes
        var steps = 0
        for stretch in held.stretches[held.stretch(at: start)...] {
            guard stretch.offset < limit else { break }
            let end = stretch.index + min(stretch.end, limit) - stretch.offset
            var index = stretch.index + max(start - stretch.offset, 0)
            while index < end {
                if span.unsafeLoad(fromUncheckedByteOffset: index, as: UInt8.self) < 0x80,
                    let header = ChunkHeader(span, at: index, end: end), isAnchor(header, span, at: index, end: end),
                    let lock = walk(
                        held, span, header, from: stretch.offset + (index - stretch.index), to: limit,
                        &steps)
                {
                    return lock
                }
                guard steps < Self.maximumSteps else { return nil }
                index += 1
            }
        }
        return nil
    }

    private func isAnchor(_ header: ChunkHeader, _ bytes: RawSpan, at index: Int, end: Int) -> Bool {
        // The commonest reasons against, before anything is looked up.
        guard header.timestampField <= 0xffff || header.format == 0 || header.extendedTimestamp != nil,
            header.type.name != nil || knowledge.inventedTypes.contains(header.type)
        else { return false }
        let known = strand(header.chunkStreamID)
        guard let bits = HeaderEvidence.weigh(header, on: known, knowledge),
            let more = PayloadEvidence.weigh(
                bytes, at: index + header.count, available: end - index - header.count, type: header.type,
                length: header.length)
        else { return false }
        return bits + more >= Self.anchorBits && (known != nil || isUnambiguous(header, bytes, at: index, end: end))
    }

    /// The last byte of a longer basic header may look like a whole one, and a header with the byte before it like
    /// one of a higher chunk stream id. Where it may be either, another anchor has to be found.
    private func isUnambiguous(_ header: ChunkHeader, _ bytes: RawSpan, at index: Int, end: Int) -> Bool {
        if header.basicLength == 1 {
            guard header.chunkStreamID > 16, index > 0 else { return true }
            return bytes.unsafeLoad(fromUncheckedByteOffset: index - 1, as: UInt8.self) != header.format << 6
        }
        for later in (index + 1)..<(index + header.basicLength) {
            if let other = ChunkHeader(bytes, at: later, end: end), other.basicLength == 1, other.format < 2,
                HeaderEvidence.weigh(other, on: strand(other.chunkStreamID), knowledge) != nil
            {
                return false
            }
        }
        return true
    }

    private func walk(
        _ held: HeldStream, _ bytes: RawSpan, _ header: ChunkHeader, from offset: Int, to limit: Int,
        _ steps: inout Int
    ) -> Lock? {
        var lock: Lock?
        var isOpen = false
        /// From this chunk size on the outcome is known.
        var settled = Int.max
        func tryOut(_ size: Int) {
            guard size < settled else { return }
            var walk = ChainWalk(chunkSize: size)
            let verdict = walk.run(
                held, bytes, from: offset, to: limit, demand: demand, knowledge, prior: strand)
            steps += walk.headers + 1
            switch verdict {
            case .proven:
                if lock == nil {
                    lock = Lock(
                        offset: offset, format: header.format, chunkStreamID: header.chunkStreamID,
                        length: header.length, chunkSizes: [],
                        headers: walk.headers, reach: walk.reach)
                }
                lock?.chunkSizes.append(size)
            case .open, .blind:
                isOpen = true
            case .broken:
                if walk.longest <= size { settled = min(settled, walk.longest) }
            }
        }
        for size in chunkSizes { tryOut(size) }
        if lock == nil, !isOpen, settled > 1 {
            steps += Self.unusualSteps
            for size in unusualChunkSizes(held, bytes, header, from: offset, to: limit) { tryOut(size) }
        } else if let size = lock?.chunkSizes.first, size < header.length {
            // Every second or third header of smaller chunks would stand in the same places.
            let found = lock
            settled = .max
            lock = nil
            for smaller in unusualChunkSizes(held, bytes, header, from: offset, to: limit)
            where smaller < size && (size + 1) % (smaller + 1) == 0 {
                tryOut(smaller)
            }
            lock = lock ?? found
        }
        return lock
    }

    /// Chunk sizes at which fmt 3 headers stand in the anchor's message.
    private func unusualChunkSizes(
        _ held: HeldStream, _ bytes: RawSpan, _ header: ChunkHeader, from offset: Int, to limit: Int
    ) -> [Int] {
        guard header.chunkStreamID < 64, header.length > 1 else { return [] }
        let stretch = held.stretches[held.stretch(at: offset)]
        let payload = stretch.index + (offset - stretch.offset) + header.count
        let end = min(stretch.index + min(stretch.end, limit) - stretch.offset, payload + 1 << 16)
        let mark = 0xc0 | UInt8(header.chunkStreamID)
        var sizes: [Int] = []
        var size = 1
        while size < header.length, payload + size < end, sizes.count < 8 {
            let second = payload + 2 * size + 1
            if bytes.unsafeLoad(fromUncheckedByteOffset: payload + size, as: UInt8.self) == mark,
                2 * size >= header.length
                    || (second < end && bytes.unsafeLoad(fromUncheckedByteOffset: second, as: UInt8.self) == mark)
            {
                sizes.append(size)
            }
            size += 1
        }
        return sizes
    }
}
