import Transcripts

/// Differences gathered and sorted.
enum DifferenceOrder {
    /// One of those that are the same for several steps: a csid that all commands have, a name that all calls say.
    static func gathered(_ differences: [Difference]) -> [Difference] {
        var gathered: [Difference] = []
        for difference in differences {
            guard let index = gathered.firstIndex(where: { isSame($0, difference) }) else {
                gathered.append(difference)
                continue
            }
            gathered[index].weight = max(gathered[index].weight, difference.weight)
            for subject in difference.subjects where !gathered[index].subjects.contains(subject) {
                gathered[index].subjects.append(subject)
            }
            gathered[index].rows += difference.rows
        }
        return gathered
    }

    private static func isSame(_ x: Difference, _ y: Difference) -> Bool {
        guard x.kind == y.kind, x.path == y.path, x.a == y.a, x.b == y.b, x.direction == y.direction else {
            return false
        }
        switch x.kind {
        case .value, .chunking, .identifier: return true
        // The same step again.
        case .only: return x.subjects == y.subjects && x.phase == y.phase
        case .outcome, .order, .waiting, .timing, .stops: return false
        }
    }

    /// The most telling first; of one weight, in the order of the sessions.
    static func sorted(_ differences: [Difference]) -> [Difference] {
        differences.enumerated().sorted { x, y in
            if x.element.weight != y.element.weight { return x.element.weight > y.element.weight }
            if x.element.phase != y.element.phase { return x.element.phase < y.element.phase }
            return (x.element.rows.first ?? .max, x.offset) < (y.element.rows.first ?? .max, y.offset)
        }.map(\.element)
    }
}
