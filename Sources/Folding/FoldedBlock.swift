/// Memory that one folded value lies in, with its size before it. Whoever makes it deallocates it.
struct FoldedBlock {
    private let memory: UnsafeMutableRawPointer

    private static let header = MemoryLayout<UInt32>.size
    /// Sizes are multiples of this, less what the allocator adds: a block that grew makes room that fits another.
    private static let step = 64
    private static let allocatorsOwn = 8

    /// - Parameter room: Bytes that it has to hold at least.
    init(room: Int) {
        let whole = Self.header + room + Self.allocatorsOwn
        let size = (whole + Self.step - 1) / Self.step * Self.step - Self.allocatorsOwn
        memory = .allocate(byteCount: size, alignment: 1)
        memory.storeBytes(of: UInt32(truncatingIfNeeded: size - Self.header), as: UInt32.self)
    }

    /// Bytes that it holds at most.
    var capacity: Int { Int(memory.load(as: UInt32.self)) }

    var bytes: UnsafeMutableRawPointer { memory + Self.header }

    func deallocate() { memory.deallocate() }
}
