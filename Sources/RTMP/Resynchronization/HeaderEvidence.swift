/// How much speaks for bytes being a chunk header, in bits: 10 bits mean that about one random place in a thousand
/// would look as good. The figures are rounded down, since payload is not random.
enum HeaderEvidence {
    /// What the direction has shown so far.
    struct Knowledge {
        /// Message stream ids other than 0.
        var streamIDs: Set<UInt32> = []
        /// Message types that no document defines, but that came before the boundary was lost.
        var inventedTypes: Set<MessageTypeID> = []
    }

    /// The largest message of which a header is believed while the boundary is searched.
    static let maximumLength = 1 << 22

    /// The highest chunk stream id that is believed where it was not seen before.
    private static let highestUnknownID = 1023

    /// Weighs a header of fmt 0, 1 or 2 that begins a message; `nil` where no sender means it.
    ///
    /// - Parameter strand: What is known of its chunk stream.
    static func weigh(_ header: ChunkHeader, on strand: ChainWalk.Strand?, _ knowledge: Knowledge) -> Int? {
        // § 5.4: chunk stream 2 is for types 1 to 6; nobody is known to send media on it.
        if strand == nil, header.chunkStreamID == 2, header.type.rawValue > 6, header.format < 2 { return nil }
        var bits = strand != nil ? 5 : header.chunkStreamID <= 16 ? 1 : header.chunkStreamID < 64 ? 0 : -4
        guard strand != nil || header.chunkStreamID <= highestUnknownID && !header.facts.contains(.longBasicHeader)
        else { return nil }
        guard let time = weighTime(header, on: strand) else { return nil }
        bits += time
        guard header.format < 2 else { return bits }
        guard let shape = weighShape(header, on: strand, knowledge) else { return nil }
        bits += shape
        guard header.format == 0 else { return bits }
        guard let identity = weighStreamID(header, on: strand, knowledge) else { return nil }
        return bits + identity
    }

    /// Whether a header of fmt 0 or 1 may follow a chunk, which is much less than that a chunk begins with it.
    static func isBelievable(_ header: ChunkHeader, on strand: ChainWalk.Strand?, _ knowledge: Knowledge) -> Bool {
        // Types 1 to 6 are of known lengths on any chunk stream.
        var strand = strand
        if header.type.rawValue <= 6 { strand?.type = header.type }
        guard weighShape(header, on: strand, knowledge) != nil || header.chunkStreamID > 4 && header.type.rawValue <= 6
        else { return false }
        return header.format == 1 || header.messageStreamID <= 0xff_ffff
    }

    private static func weighTime(_ header: ChunkHeader, on strand: ChainWalk.Strand?) -> Int? {
        let field = header.timestampField
        if let extended = header.extendedTimestamp {
            if header.format == 0 {
                guard extended >= 0xff_ffff else { return nil }
                return 12
            }
            guard let strand, near(extended, strand.timestamp) || near(extended, strand.extendedTimestamp) else {
                return nil
            }
            return 16
        }
        if header.format == 0 {
            return strand.map { near(field, $0.timestamp) ? 6 : 0 } ?? 0
        }
        // More than a minute between two messages of a chunk stream is not believed.
        guard field <= 0xffff else { return nil }
        return field <= 10_000 ? min(12, field.leadingZeroBitCount - 8) : 6
    }

    private static func near(_ a: UInt32, _ b: UInt32) -> Bool { min(a &- b, b &- a) < 1 << 22 }

    private static func weighShape(
        _ header: ChunkHeader, on strand: ChainWalk.Strand?, _ knowledge: Knowledge
    ) -> Int? {
        let isSame = strand?.type == header.type
        let typeBits = isSame ? 7 : 4
        let length = header.length
        switch header.type {
        case .setChunkSize, .abort, .acknowledgement, .windowAcknowledgementSize:
            guard length == 4, header.chunkStreamID <= 4 || isSame else { return nil }
            return typeBits + 20
        case .setPeerBandwidth:
            guard (4...5).contains(length), header.chunkStreamID <= 4 || isSame else { return nil }
            return typeBits + 19
        case .userControl:
            guard (3...64).contains(length), header.chunkStreamID <= 4 || isSame else { return nil }
            return typeBits + 16
        case .audio:
            guard length <= 1 << 17 else { return nil }
        case .video:
            guard length <= maximumLength else { return nil }
        case let type:
            guard length > 0, length <= maximumLength, type.name != nil || knowledge.inventedTypes.contains(type) else {
                return nil
            }
        }
        return typeBits + (length == 0 ? 2 : min(9, max(1, length.leadingZeroBitCount - 40)))
    }

    private static func weighStreamID(
        _ header: ChunkHeader, on strand: ChainWalk.Strand?, _ knowledge: Knowledge
    ) -> Int? {
        let id = header.messageStreamID
        if let strand, strand.isIdentified, strand.messageStreamID == id { return 26 }
        if knowledge.streamIDs.contains(id) { return header.type.rawValue <= 6 ? 12 : 24 }
        if id == 0 { return header.type.isMedia || header.type == .aggregate ? nil : 24 }
        guard id <= 64, header.type.rawValue > 6 else { return nil }
        return 18
    }
}
