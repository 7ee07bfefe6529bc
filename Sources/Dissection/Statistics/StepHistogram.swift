/// Steps between consecutive timestamps, counted exactly while they are few different ones.
public struct StepHistogram: Sendable {
    /// The first few different steps, which are nearly all: a frame then needs no table.
    private var steps: [4 of Int64] = [0, 0, 0, 0]
    private var counts: [4 of Int] = [0, 0, 0, 0]
    private var others: [Int64: Int] = [:]
    private var least: Int64 = .max
    private var greatest: Int64 = .min
    private var total = 0

    public var minimum: Int64? { total == 0 ? nil : least }
    public var maximum: Int64? { total == 0 ? nil : greatest }

    /// Different steps that are counted apart; further ones only move minimum and maximum.
    private static let maximumDistinct = 1024

    mutating func add(_ step: Int64) {
        least = min(least, step)
        greatest = max(greatest, step)
        for index in steps.indices where counts[index] == 0 || steps[index] == step {
            steps[index] = step
            counts[index] += 1
            total += 1
            return
        }
        guard others[step] != nil || others.count + steps.count < Self.maximumDistinct else { return }
        others[step, default: 0] += 1
        total += 1
    }

    /// ms; of the steps that were counted apart.
    public var median: Int64? {
        var seen = 0
        let first = steps.indices.map { (step: steps[$0], count: counts[$0]) }.filter { $0.count > 0 }
        let all = first + others.map { (step: $0.key, count: $0.value) }
        for (step, count) in all.sorted(by: { $0.step < $1.step }) {
            seen += count
            if seen * 2 >= total { return step }
        }
        return nil
    }
}
