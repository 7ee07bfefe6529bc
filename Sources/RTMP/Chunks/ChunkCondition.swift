/// What is so or not of a direction's chunks, in one byte: a bool would take one each.
struct ChunkCondition: OptionSet {
    var rawValue: UInt8

    static let lost = ChunkCondition(rawValue: 1 << 0)
    static let holding = ChunkCondition(rawValue: 1 << 1)
    static let midstream = ChunkCondition(rawValue: 1 << 2)
    static let cautious = ChunkCondition(rawValue: 1 << 3)
    static let chunkSizeInferred = ChunkCondition(rawValue: 1 << 4)

    subscript(condition: ChunkCondition) -> Bool {
        get { !isDisjoint(with: condition) }
        set { if newValue { formUnion(condition) } else { subtract(condition) } }
    }
}
