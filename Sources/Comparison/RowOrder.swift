/// The rows of two sessions in one order: phase by phase, the first session's order within them, and what only the
/// second has behind the step that it came after.
struct RowOrder {
    private(set) var rows: [Row] = []

    private struct Key: Comparable {
        var phase: Phase
        var a: Int
        var b: Int

        static func < (x: Key, y: Key) -> Bool { (x.phase, x.a, x.b) < (y.phase, y.a, y.b) }
    }

    init(_ a: [Step], _ b: [Step], _ pairing: Pairing) {
        var keyed: [(key: Key, row: Row)] = a.indices.map { index in
            let phase = a[index].phase
            return (
                Key(phase: phase, a: index, b: -1), Row(phase: phase, a: index, b: pairing.partners[index])
            )
        }
        // In each phase, the place of the last step that both have.
        var last: [Phase: Int] = [:]
        for index in b.indices {
            if let partner = pairing.partnersOfB[index] {
                last[a[partner].phase] = partner
            } else {
                let phase = b[index].phase
                keyed.append((Key(phase: phase, a: last[phase] ?? -1, b: index), Row(phase: phase, b: index)))
            }
        }
        keyed.sort { $0.key < $1.key }
        rows = keyed.map(\.row)
        findMoved(pairing)
    }

    private mutating func findMoved(_ pairing: Pairing) {
        var rowOfB: [Int: Int] = [:]
        for (index, row) in rows.enumerated() where row.a == nil {
            if let b = row.b { rowOfB[b] = index }
        }
        for index in rows.indices {
            guard rows[index].b == nil, let a = rows[index].a, let b = pairing.moved[a], let other = rowOfB[b] else {
                continue
            }
            rows[index].elsewhere = other
            rows[other].elsewhere = index
        }
    }
}
