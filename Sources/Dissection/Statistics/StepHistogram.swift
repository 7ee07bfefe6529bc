/// Steps between consecutive timestamps, counted exactly while they are few different ones.
public struct StepHistogram: Sendable {
    /// The first few different steps, which are nearly all, in a list: a frame then needs no table.
    private var first: [(step: Int64, count: Int)] = []
    private var counts: [Int64: Int] = [:]
    private var least: Int64 = .max
    private var greatest: Int64 = .min
    private var total = 0

    public var minimum: Int64? { first.isEmpty ? nil : least }
    public var maximum: Int64? { first.isEmpty ? nil : greatest }

    /// Different steps that are counted apart; further ones only move minimum and maximum.
    private static let maximumDistinct = 1024
    private static let maximumFirst = 8

    mutating func add(_ step: Int64) {
        least = min(least, step)
        greatest = max(greatest, step)
        for index in first.indices where first[index].step == step {
            first[index].count += 1
            total += 1
            return
        }
        if first.count < Self.maximumFirst {
            first.append((step, 1))
            total += 1
            return
        }
        guard counts[step] != nil || counts.count + first.count < Self.maximumDistinct else { return }
        counts[step, default: 0] += 1
        total += 1
    }

    /// ms; of the steps that were counted apart.
    public var median: Int64? {
        var seen = 0
        let all = first + counts.map { (step: $0.key, count: $0.value) }
        for (step, count) in all.sorted(by: { $0.step < $1.step }) {
            seen += count
            if seen * 2 >= total { return step }
        }
        return nil
    }
}
