/// What is so or not of a direction's chunks, in one byte: a bool would take one each.
struct ChunkCondition {
    private var bits: UInt8 = 0

    static let lost: UInt8 = 1 << 0
    static let holding: UInt8 = 1 << 1
    static let midstream: UInt8 = 1 << 2
    static let cautious: UInt8 = 1 << 3
    static let chunkSizeInferred: UInt8 = 1 << 4

    subscript(condition: UInt8) -> Bool {
        get { bits & condition != 0 }
        set { bits = newValue ? bits | condition : bits & ~condition }
    }
}
