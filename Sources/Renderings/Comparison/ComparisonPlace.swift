import Comparison
import Transcripts

/// Where a difference is to be found in the two captures.
enum ComparisonPlace {
    /// `packets 34 | 40`, of the first and the second session; `packet 34 of A`.
    static func packets(of difference: Difference, _ comparison: SessionComparison) -> String? {
        var (a, b): (Int?, Int?) = (nil, nil)
        for row in difference.rows {
            let steps = comparison.steps(of: comparison.rows[row])
            a = a ?? steps.a?.entry.place?.lastPacket
            b = b ?? steps.b?.entry.place?.lastPacket
        }
        return switch (a, b) {
        case (let a?, let b?): "packets \(a) | \(b)"
        case (let a?, nil): "packet \(a) of A"
        case (nil, let b?): "packet \(b) of B"
        case (nil, nil): nil
        }
    }
}
