/// Memory that one folded value lies in, and before it its size and what it was folded against. Whoever makes it
/// deallocates it.
struct FoldedBlock {
    private let memory: UnsafeMutableRawPointer

    private static let header = MemoryLayout<UInt32>.size
    /// Sizes are multiples of this, less what the allocator adds: a block that grew leaves room that fits another.
    private static let step = 64
    private static let allocatorsOwn = 8
    private static let referenceBits = 3

    /// - Parameters:
    ///   - room: Bytes that it has to hold at least.
    ///   - reference: What they are folded against, 0 to 7.
    init(room: Int, reference: Int) {
        let whole = Self.header + room + Self.allocatorsOwn
        let size = (whole + Self.step - 1) / Self.step * Self.step - Self.allocatorsOwn
        memory = .allocate(byteCount: size, alignment: 1)
        memory.storeBytes(
            of: UInt32(truncatingIfNeeded: (size - Self.header) << Self.referenceBits | reference), as: UInt32.self)
    }

    private var word: Int { Int(memory.load(as: UInt32.self)) }
    /// Bytes that it holds at most.
    var capacity: Int { word >> Self.referenceBits }
    /// What they are folded against.
    var reference: Int { word & (1 << Self.referenceBits - 1) }
    var bytes: UnsafeMutableRawPointer { memory + Self.header }

    /// Whether so many bytes have room in it, and need most of it.
    func fits(_ room: Int) -> Bool { room <= capacity && room > capacity - 2 * Self.step }

    func deallocate() { memory.deallocate() }
}
