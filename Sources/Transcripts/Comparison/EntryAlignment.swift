/// Which entries of one sequence are those of another, in order: the cheapest way to make one of the other.
public struct EntryAlignment {
    public enum Step: Equatable, Sendable {
        /// Expected and actual entry say the same.
        case same(Int, Int)
        /// They are of one kind, and differ.
        case changed(Int, Int, [FieldDifference])
        /// Expected, and not there.
        case missing(Int)
        /// There, and not expected.
        case extra(Int)
        /// Expected, if it comes: an optional entry that did not, or `...`.
        case absent(Int)
        /// Covered by the `...` that is the expected entry.
        case covered(Int, Int)
    }

    /// In order of both sequences.
    public private(set) var steps: [Step] = []

    private let expected: [TranscriptEntry]
    private let actual: [TranscriptEntry]
    private let compare: (TranscriptEntry, TranscriptEntry) -> [FieldDifference]?

    /// More pairs are not tried one by one.
    private static let maximumPairs = 1_000_000
    private static let alone = 6

    /// - Parameter compare: In what two entries differ; `nil` where they are of different kinds.
    public init(
        expected: [TranscriptEntry], actual: [TranscriptEntry],
        by compare: @escaping (TranscriptEntry, TranscriptEntry) -> [FieldDifference]?
    ) {
        self.expected = expected
        self.actual = actual
        self.compare = compare
        var start = 0
        while start < min(expected.count, actual.count), isSame(start, start) {
            steps.append(.same(start, start))
            start += 1
        }
        var tail: [Step] = []
        var (lastExpected, lastActual) = (expected.count, actual.count)
        while lastExpected > start, lastActual > start, isSame(lastExpected - 1, lastActual - 1) {
            lastExpected -= 1
            lastActual -= 1
            tail.append(.same(lastExpected, lastActual))
        }
        if (lastExpected - start + 1).multipliedReportingOverflow(by: lastActual - start + 1).partialValue
            <= Self.maximumPairs
        {
            align(start..<lastExpected, start..<lastActual)
        } else {
            pairInOrder(start..<lastExpected, start..<lastActual)
        }
        steps += tail.reversed()
    }

    /// Without doubt: an entry that may be left out could belong to another one.
    private func isSame(_ e: Int, _ a: Int) -> Bool {
        expected[e].presence == .required && expected[e].kind != "*" && compare(expected[e], actual[a])?.isEmpty == true
    }

    /// What a pair costs; `nil` where it cannot be one. The more differs, the dearer, and never dearer than apart.
    private func cost(_ differences: [FieldDifference]?, _ entry: TranscriptEntry) -> Int? {
        guard let differences else { return nil }
        if differences.isEmpty { return 0 }
        return differences.count * 2 <= entry.fields.count ? 3 : 5
    }

    /// Costs of everything from a place on, and from there the cheapest way.
    private mutating func align(_ e: Range<Int>, _ a: Range<Int>) {
        let width = a.count + 1
        var costs = [Int32](repeating: 0, count: (e.count + 1) * width)
        func at(_ i: Int, _ j: Int) -> Int { (i - e.lowerBound) * width + (j - a.lowerBound) }
        for i in stride(from: e.upperBound, through: e.lowerBound, by: -1) {
            for j in stride(from: a.upperBound, through: a.lowerBound, by: -1) {
                costs[at(i, j)] = Int32(cheapest(i, j, e, a) { Int(costs[at($0, $1)]) }?.cost ?? 0)
            }
        }
        var (i, j) = (e.lowerBound, a.lowerBound)
        while let next = cheapest(i, j, e, a, { Int(costs[at($0, $1)]) }) {
            steps.append(next.step)
            switch next.step {
            case .same, .changed:
                i += 1
                j += 1
            case .missing, .absent: i += 1
            case .extra, .covered: j += 1
            }
        }
    }

    private func cheapest(
        _ i: Int, _ j: Int, _ e: Range<Int>, _ a: Range<Int>, _ costs: (Int, Int) -> Int
    ) -> (step: Step, cost: Int)? {
        var best: (step: Step, cost: Int)?
        func consider(_ step: Step, _ cost: Int) {
            if let found = best, found.cost <= cost { return }
            best = (step, cost)
        }
        if i < e.upperBound {
            let entry = expected[i]
            if entry.presence == .anything {
                if j < a.upperBound { consider(.covered(i, j), costs(i, j + 1)) }
                consider(.absent(i), costs(i + 1, j))
            } else {
                if j < a.upperBound {
                    let differences = compare(entry, actual[j])
                    if let differences, let cost = cost(differences, entry) {
                        consider(
                            differences.isEmpty ? .same(i, j) : .changed(i, j, differences), cost + costs(i + 1, j + 1))
                    }
                }
                if entry.presence == .optional {
                    consider(.absent(i), costs(i + 1, j))
                } else {
                    consider(.missing(i), Self.alone + costs(i + 1, j))
                }
            }
        }
        if j < a.upperBound { consider(.extra(j), Self.alone + costs(i, j + 1)) }
        return best
    }

    /// Where there are too many: one after the other, as they come.
    private mutating func pairInOrder(_ e: Range<Int>, _ a: Range<Int>) {
        var j = a.lowerBound
        for i in e {
            if expected[i].presence == .anything {
                steps.append(.absent(i))
            } else if j < a.upperBound, let differences = compare(expected[i], actual[j]) {
                steps.append(differences.isEmpty ? .same(i, j) : .changed(i, j, differences))
                j += 1
            } else {
                steps.append(expected[i].presence == .optional ? .absent(i) : .missing(i))
            }
        }
        while j < a.upperBound {
            steps.append(.extra(j))
            j += 1
        }
    }
}
