/// What is remembered of a direction that most directions never show: out of line, so that it takes a word of them.
struct ChunkRarities {
    /// Chunk sizes announced after the first one.
    var furtherChunkSizes: [Int] = []
    var frames = FrameSyntaxMemory()
    /// What is known of boundaries that were lost; none or one.
    var losses: [BoundaryLosses] = []

    static let none = ChunkRarities()
}
