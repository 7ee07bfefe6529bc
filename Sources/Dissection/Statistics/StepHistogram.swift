/// Steps between consecutive timestamps, counted exactly while they are few different ones.
public struct StepHistogram: Sendable {
    private var counts: [Int64: Int] = [:]
    public private(set) var minimum: Int64?
    public private(set) var maximum: Int64?
    private var total = 0

    /// Different steps that are counted apart; further ones only move minimum and maximum.
    private static let maximumDistinct = 1024

    mutating func add(_ step: Int64) {
        minimum = Swift.min(minimum ?? step, step)
        maximum = Swift.max(maximum ?? step, step)
        guard counts[step] != nil || counts.count < Self.maximumDistinct else { return }
        counts[step, default: 0] += 1
        total += 1
    }

    /// ms; of the steps that were counted apart.
    public var median: Int64? {
        var seen = 0
        for (step, count) in counts.sorted(by: { $0.key < $1.key }) {
            seen += count
            if seen * 2 >= total { return step }
        }
        return nil
    }
}
