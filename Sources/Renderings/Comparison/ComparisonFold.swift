import Comparison

/// Steps that are not shown one by one, in a word.
struct ComparisonFold {
    let words: String

    init(_ rows: [Row], _ comparison: SessionComparison) {
        var parts: [String] = []
        let both = rows.filter { $0.onlySide == nil }
        if !both.isEmpty {
            let minor = both.count { row in row.differences.contains { comparison.differences[$0].weight == .minor } }
            let steps = "\(both.count) \(minor == 0 ? "equal " : "")step\(both.count == 1 ? "" : "s")"
            let ending = both.count == 1 ? "with minor differences" : "\(minor) with minor differences"
            parts.append(minor == 0 ? steps : "\(steps)\(both.count == 1 ? " " : ", ")\(ending)")
        }
        for side in Side.allCases {
            let alone = rows.count { !$0.isExcused && $0.onlySide == side }
            if alone > 0 { parts.append("\(Self.steps(alone)) only in \(side.name)") }
            let cut = rows.count { $0.isCut && $0.onlySide == side }
            if cut > 0 { parts.append("\(Self.steps(cut)) of \(side.name) cut by its capture") }
            let excused = rows.count { $0.isExcused && !$0.isCut && $0.onlySide == side }
            if excused > 0 {
                parts.append("\(Self.steps(excused)) of \(side.name) that \(side.other.name)'s capture does not have")
            }
        }
        words = parts.map { "… \($0)" }.joined(separator: "  ")
    }

    private static func steps(_ count: Int) -> String { "\(count) step\(count == 1 ? "" : "s")" }
}
