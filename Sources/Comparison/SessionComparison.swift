import Dissection
import Transcripts

/// Two sessions put side by side by meaning, and in what they differ, most telling first.
public struct SessionComparison: Sendable {
    public let a: ComparedSession
    public let b: ComparedSession
    /// All steps of both.
    public private(set) var rows: [Row] = []
    /// The most telling first; of one weight in the order of the sessions.
    public private(set) var differences: [Difference] = []
    /// By side: what the captures do not have, in words.
    public let remarks: [[String]]

    public init(_ a: ComparedSession, _ b: ComparedSession) {
        self.a = a
        self.b = b
        let faults = [CaptureFaults(a), CaptureFaults(b)]
        remarks = faults.map(\.remarks)
        let pairing = Pairing(a.steps, b.steps)
        rows = RowOrder(a.steps, b.steps, pairing).rows
        excuse(faults)
        var found = differencesOfRows(faults)
        found += WaitingComparison(a, b).differences.map(placed)
        differences = DifferenceOrder.sorted(DifferenceOrder.gathered(found))
        for (index, difference) in differences.enumerated() {
            for row in difference.rows { rows[row].differences.append(index) }
        }
    }

    /// Beyond it, nobody reads on.
    private static let maximumDifferences = 3000

    public func session(_ side: Side) -> ComparedSession { side == .a ? a : b }

    /// The steps of a row.
    public func steps(of row: Row) -> (a: Step?, b: Step?) { (row.a.map { a.steps[$0] }, row.b.map { b.steps[$0] }) }

    /// The earliest difference that could matter.
    public var firstThatMatters: Difference? { first(.telling) }

    /// The earliest difference in the way that the sessions take.
    public var firstDecisive: Difference? { first(.decisive) }

    private func first(_ weight: Weight) -> Difference? {
        differences.filter { $0.weight >= weight }.min { x, y in
            (x.phase, x.rows.first ?? .max) < (y.phase, y.rows.first ?? .max)
        }
    }

    /// How many there are of a weight.
    public func count(_ weight: Weight) -> Int { differences.count { $0.weight == weight } }

    // MARK: Rows

    private func index(_ row: Row, _ side: Side) -> Int? { side == .a ? row.a : row.b }

    private func step(_ row: Row, _ side: Side) -> Step? {
        index(row, side).map { session(side).steps[$0] }
    }

    /// Marks what is missing because a capture does not have it.
    private mutating func excuse(_ faults: [CaptureFaults]) {
        for position in rows.indices {
            guard let side = rows[position].onlySide, rows[position].elsewhere == nil,
                let step = step(rows[position], side)
            else { continue }
            if faults[side.rawValue].hides(step) {
                rows[position].isExcused = true
                rows[position].isCut = true
                continue
            }
            let before = rows[..<position].last { self.step($0, side.other) != nil && isComparable($0, step) }
            let after = rows[(position + 1)...].first { self.step($0, side.other)?.direction == step.direction }
            let began = before.flatMap { self.step($0, side)?.elapsed } ?? 0
            let wait = max((step.elapsed ?? began) - began, 0)
            rows[position].isExcused = faults[side.other.rawValue].excuse(
                step, before: before.flatMap { self.step($0, side.other) },
                after: after.flatMap { row in self.step(row, side.other).flatMap { $0.phase == .end ? nil : $0 } },
                wait: wait)
        }
    }

    /// Counts have no place in time.
    private func isComparable(_ row: Row, _ step: Step) -> Bool { row.phase != .media || step.phase >= .media }

    private func differencesOfRows(_ faults: [CaptureFaults]) -> [Difference] {
        var found: [Difference] = []
        let stops = Side.allCases.compactMap { StopSearch(self, stopping: $0).difference }
        found += stops
        let folded = Set(stops.flatMap(\.rows))
        let timing = PauseComparison(a, b)
        for (position, row) in rows.enumerated() where found.count < Self.maximumDifferences {
            let (left, right) = steps(of: row)
            if let left, let right {
                if row.phase == .end, a.isOpen || b.isOpen { continue }
                if faults[0].hides(left) || faults[1].hides(right) { continue }
                found += StepDifferences(left, right, streams: [a.streams, b.streams]).differences.map {
                    placed($0, at: [position])
                }
                if let pause = timing.difference(row) { found.append(placed(pause, at: [position])) }
            } else if let other = row.elsewhere {
                if let left, row.a != nil, let right = steps(of: rows[other]).b {
                    found += moved(left, right, position, other)
                }
            } else if let side = row.onlySide, let step = left ?? right, !row.isExcused, !folded.contains(position) {
                found.append(placed(Self.lone(step, side), at: [position]))
            }
        }
        return found
    }

    private func moved(_ left: Step, _ right: Step, _ position: Int, _ other: Int) -> [Difference] {
        let order = Difference(
            .order, Weight.ofOrder(left), left.phase, left.direction, left.meaning.subject,
            a: .word(place(position, .a)), b: .word(place(other, .b)))
        return [placed(order, at: [position, other])]
            + StepDifferences(left, right, streams: [a.streams, b.streams]).differences.map {
                placed($0, at: [position, other])
            }
    }

    /// What came before it from the same sender: `after publish`.
    private func place(_ position: Int, _ side: Side) -> String {
        guard let index = index(rows[position], side) else { return "" }
        let steps = session(side).steps
        let before = steps[..<index].last {
            $0.direction == steps[index].direction && $0.entry.topic.lane == steps[index].entry.topic.lane
        }
        return before.map { "after \($0.meaning.subject)" } ?? "first"
    }

    private static func lone(_ step: Step, _ side: Side) -> Difference {
        let value = TranscriptValue.word(step.summary)
        return Difference(
            .only, Weight.ofLone(step), step.phase, step.direction, step.meaning.subject,
            a: side == .a ? value : nil, b: side == .b ? value : nil)
    }

    private func placed(_ difference: Difference, at positions: [Int]) -> Difference {
        var placed = difference
        placed.rows = positions
        return placed
    }

    /// At the row that it is about.
    private func placed(_ difference: Difference) -> Difference {
        let position = rows.firstIndex { row in
            steps(of: row).a?.meaning == .call(difference.subjects[0])
                || (difference.phase == .media && row.phase == .media)
        }
        return placed(difference, at: position.map { [$0] } ?? [])
    }
}
