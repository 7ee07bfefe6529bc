import Dissection

/// The transaction ids that one side called with, and which of them were answered. Nearly all are small numbers, of which
/// a bit each is kept.
struct TransactionBook: Sendable {
    private var called: UInt64 = 0
    private var answered: UInt64 = 0
    private var others = FewTable<Double, Bool>()

    var count: Int { called.nonzeroBitCount + others.count }

    /// Whether it was answered; `nil` where nobody called with it.
    func isAnswered(_ id: Double) -> Bool? {
        guard let bit = Self.bit(of: id) else { return others[id] }
        return called & bit == 0 ? nil : answered & bit != 0
    }

    /// A call, which has no answer yet.
    mutating func call(_ id: Double) {
        guard let bit = Self.bit(of: id) else { return others.set(id, false) }
        called |= bit
        answered &= ~bit
    }

    /// An answer, if there is a call that it may be for.
    mutating func answer(_ id: Double) {
        guard let bit = Self.bit(of: id) else {
            if others[id] != nil { others.set(id, true) }
            return
        }
        answered |= called & bit
    }

    private static func bit(of id: Double) -> UInt64? {
        guard let small = UInt8(exactly: id), small < 64 else { return nil }
        return 1 << UInt64(small)
    }
}
