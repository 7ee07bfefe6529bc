import Comparison

/// The one sentence that a comparison comes to; safe for terminals.
struct ComparisonVerdict {
    /// What kind of sentence it is, for those who read in colour.
    let head: String
    let sentence: String

    init(_ comparison: SessionComparison) {
        guard let first = comparison.firstThatMatters else {
            // What one capture does not have may differ.
            let isPartial = comparison.rows.contains(where: \.isExcused)
            head = "nothing that matters differs" + (isPartial ? " in what both captures have" : "")
            sentence = ""
            return
        }
        head = "first divergence that could matter: "
        var words = Self.words(first)
        if first.weight < .decisive, let decisive = comparison.firstDecisive {
            words += "; the sessions part at: \(Self.words(decisive))"
        }
        sentence = words
    }

    private static func words(_ difference: Difference) -> String {
        ComparisonMark.sender(difference) + difference.headline
    }

    var text: String { head + sentence }
}
