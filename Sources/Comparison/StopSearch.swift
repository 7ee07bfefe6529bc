import AMF
import Dissection
import Transcripts

/// Finds where one session has nothing more to say, and the other one goes on: that is one difference, not many.
struct StopSearch {
    private(set) var difference: Difference?

    /// Subjects that are named; more are counted.
    private static let named = 8

    /// - Parameter side: The session that may have stopped.
    init(_ comparison: SessionComparison, stopping side: Side) {
        let rows = comparison.rows
        func step(_ row: Row, _ side: Side) -> Step? {
            let steps = comparison.steps(of: row)
            return side == .a ? steps.a : steps.b
        }
        // What is said in parting is no going on.
        guard let last = rows.lastIndex(where: { $0.phase < .teardown && step($0, side) != nil }),
            rows[last].phase < .media, let final = step(rows[last], side)
        else { return }
        let tail = rows.indices.filter { index in
            index > last && rows[index].phase < .teardown && rows[index].onlySide == side.other
                && rows[index].elsewhere == nil && !rows[index].isExcused
        }
        let steps = tail.compactMap { step(rows[$0], side.other) }
        guard steps.count > 1, let first = steps.first else { return }
        var words = steps.prefix(Self.named).map { TranscriptValue.word($0.told) }
        if steps.count > Self.named { words.append(.word("\(steps.count - Self.named) more")) }
        let weight = steps.map { Weight.ofLone($0) }.max() ?? .telling
        difference = Difference(
            .stops, weight, first.phase, first.direction, final.meaning.subject,
            a: side == .b ? .list(words) : nil, b: side == .a ? .list(words) : nil,
            note: Self.ending(comparison.session(side), after: final))
        difference?.rows = tail
    }

    /// `nothing for 8.20 s, then the client closes`
    private static func ending(_ session: ComparedSession, after final: Step) -> String {
        let start = final.elapsed ?? 0
        let next = session.steps.first { ($0.elapsed ?? 0) > start && $0.phase >= .teardown }
        let until = session.isOpen && next?.phase != .teardown ? session.captured : next?.elapsed ?? session.captured
        let silence = "nothing for \(Spelling.duration(max(until - start, 0)))"
        guard let next, !(session.isOpen && next.phase == .end) else { return "\(silence), then the capture ends" }
        return next.phase == .end
            ? "\(silence), then the \(session.endedBy) closes" : "\(silence), then \(next.meaning.subject)"
    }
}
