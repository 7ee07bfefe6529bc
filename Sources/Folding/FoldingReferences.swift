/// What values are held against when they are folded: a new one, and some that stood when another was folded. Flows that
/// do the same differ from each other in half of what tells them from one that nothing has happened on.
///
/// Bytes alone: what was a reference in them may be to something that is gone.
struct FoldingReferences {
    private let byteCount: Int
    private let memory: UnsafeMutableRawPointer
    /// Values that are folded against each; the first is the new value.
    private var users = [0]

    private static let maximum = 8

    /// - Parameter byteCount: Of a value.
    init(byteCount: Int) {
        self.byteCount = byteCount
        memory = .allocate(byteCount: Self.maximum * byteCount, alignment: FoldedLayout.alignment)
    }

    func deallocate() { memory.deallocate() }

    subscript(index: Int) -> UnsafeMutableRawPointer { memory + index * byteCount }

    /// The one that a value is folded against in the fewest bytes, and how many these are; itself, where it is like no
    /// other.
    mutating func nearest(to value: UnsafeRawPointer) -> (reference: Int, count: Int) {
        let counts = users.indices.map { FoldedBytes.count(value, against: self[$0], byteCount) }
        guard let best = counts.indices.min(by: { counts[$0] < counts[$1] }) else { return (0, counts[0]) }
        guard counts[best] > counts[0] / 2, let free = takeFree() else { return (best, counts[best]) }
        self[free].copyMemory(from: value, byteCount: byteCount)
        return (free, FoldedBytes.count(value, against: self[free], byteCount))
    }

    /// One that no value is folded against any more.
    private mutating func takeFree() -> Int? {
        if let unused = users.indices.dropFirst().first(where: { users[$0] == 0 }) { return unused }
        guard users.count < Self.maximum else { return nil }
        users.append(0)
        return users.count - 1
    }

    mutating func retain(_ reference: Int) { users[reference] += 1 }
    mutating func release(_ reference: Int) { users[reference] -= 1 }
}
