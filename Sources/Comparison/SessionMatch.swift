import Transcripts

/// The flows of two captures that are most like each other.
public enum SessionMatch {
    /// More flows of a capture are not tried.
    private static let maximumFlows = 200

    /// Whether a flow has something to compare: RTMP was spoken on it.
    public static func isSession(_ flow: TranscriptFlow) -> Bool {
        flow.title.first?.name != "protocol" || isRTMP(flow)
    }

    private static func isRTMP(_ flow: TranscriptFlow) -> Bool {
        guard let name = flow.title.first?.value.string else { return false }
        return name == "rtmp" || name == "rtmpe"
    }

    /// Indices of the two flows: of the same role and stream if there are such, then those with most steps in common,
    /// then the first ones. `nil` where one has none.
    public static func best(_ a: [TranscriptFlow], _ b: [TranscriptFlow]) -> (a: Int, b: Int)? {
        let left = candidates(a)
        let right = candidates(b)
        var best: (a: Int, b: Int, score: Score)?
        for (i, kindsOfA) in left {
            for (j, kindsOfB) in right {
                let score = Score(a[i], b[j], kindsOfA, kindsOfB)
                if best.map({ $0.score < score }) ?? true { best = (i, j, score) }
            }
        }
        return best.map { ($0.a, $0.b) }
    }

    private static func candidates(_ flows: [TranscriptFlow]) -> [(Int, [StepMeaning: Int])] {
        flows.indices.lazy.filter { isSession(flows[$0]) }.prefix(maximumFlows).map { index in
            var counts: [StepMeaning: Int] = [:]
            for entry in flows[index].entries.prefix(ComparedSession.maximumSteps) {
                if let meaning = StepMeaning(of: entry) { counts[meaning, default: 0] += 1 }
            }
            return (index, counts)
        }
    }

    private struct Score: Comparable {
        var hasRole: Bool
        var hasName: Bool
        var common: Int

        init(_ a: TranscriptFlow, _ b: TranscriptFlow, _ left: [StepMeaning: Int], _ right: [StepMeaning: Int]) {
            hasRole = a.title.first?.name == b.title.first?.name
            hasName = a.title.first?.value == b.title.first?.value
            common = left.reduce(0) { $0 + min($1.value, right[$1.key] ?? 0) }
        }

        static func < (x: Score, y: Score) -> Bool { x.rank < y.rank }

        private var rank: (Int, Int, Int) { (hasRole ? 1 : 0, hasName ? 1 : 0, common) }
    }
}
