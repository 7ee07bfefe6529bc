/// Which steps of one lane are which of the other session's, in order.
///
/// The weighted longest common subsequence: steps of one meaning may pair, and the more alike they are, the more it
/// weighs. What is equal at both ends is taken off first, so that the table stays small.
struct StepAlignment {
    /// Positions in the two lanes, rising in both.
    private(set) var pairs: [(a: Int, b: Int)] = []

    /// Cells of the table; beyond them steps are paired as they come.
    private static let maximumCells = 4_000_000
    /// How far ahead the next partner is looked for then.
    private static let reach = 100

    /// - Parameter likeness: 0 for steps that cannot pair, else 1 to 9; `weighty` more for those that keep their place
    ///   when others move.
    init(_ a: [Step], _ b: [Step], likeness: (Step, Step) -> Int) {
        var start = 0
        while start < min(a.count, b.count), Self.isEqual(likeness(a[start], b[start])) { start += 1 }
        var (endA, endB) = (a.count, b.count)
        while endA > start, endB > start, Self.isEqual(likeness(a[endA - 1], b[endB - 1])) {
            endA -= 1
            endB -= 1
        }
        pairs = (0..<start).map { ($0, $0) }
        let cells = (endA - start + 1).multipliedReportingOverflow(by: endB - start + 1)
        if !cells.overflow, cells.partialValue <= Self.maximumCells {
            align(a, b, start..<endA, start..<endB, likeness)
        } else {
            pairInOrder(a, b, start..<endA, start..<endB, likeness)
        }
        for offset in 0..<(a.count - endA) { pairs.append((endA + offset, endB + offset)) }
    }

    /// The likeness of steps that say the same.
    static let equal = 9
    /// See the initialiser.
    static let weighty = 20

    private static func isEqual(_ likeness: Int) -> Bool { likeness % weighty == equal }

    private mutating func align(
        _ a: [Step], _ b: [Step], _ rangeA: Range<Int>, _ rangeB: Range<Int>, _ likeness: (Step, Step) -> Int
    ) {
        let width = rangeB.count + 1
        // The best sum of what comes from a place on.
        var sums = [Int32](repeating: 0, count: (rangeA.count + 1) * width)
        for i in (0..<rangeA.count).reversed() {
            for j in (0..<rangeB.count).reversed() {
                let like = Int32(likeness(a[rangeA.lowerBound + i], b[rangeB.lowerBound + j]))
                let together = like > 0 ? like + sums[(i + 1) * width + j + 1] : 0
                sums[i * width + j] = max(together, sums[(i + 1) * width + j], sums[i * width + j + 1])
            }
        }
        var (i, j) = (0, 0)
        while i < rangeA.count, j < rangeB.count {
            let sum = sums[i * width + j]
            let like = Int32(likeness(a[rangeA.lowerBound + i], b[rangeB.lowerBound + j]))
            if like > 0, sum == like + sums[(i + 1) * width + j + 1] {
                pairs.append((rangeA.lowerBound + i, rangeB.lowerBound + j))
                i += 1
                j += 1
            } else if sum == sums[(i + 1) * width + j] {
                i += 1
            } else {
                j += 1
            }
        }
    }

    private mutating func pairInOrder(
        _ a: [Step], _ b: [Step], _ rangeA: Range<Int>, _ rangeB: Range<Int>, _ likeness: (Step, Step) -> Int
    ) {
        var next = rangeB.lowerBound
        for i in rangeA {
            let ahead = next..<min(next + Self.reach, rangeB.upperBound)
            guard let j = ahead.first(where: { likeness(a[i], b[$0]) > 0 }) else { continue }
            pairs.append((i, j))
            next = j + 1
        }
    }
}
