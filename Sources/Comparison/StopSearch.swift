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
        func index(_ row: Row, _ side: Side) -> Int? { side == .a ? row.a : row.b }
        func step(_ row: Row, _ side: Side) -> Step? {
            index(row, side).map { comparison.session(side).steps[$0] }
        }
        // What is said in parting is no going on.
        guard let final = comparison.session(side).steps.last(where: { $0.phase < .teardown }),
            let reached = comparison.session(side).steps.lazy.map(\.phase).filter({ $0 < .teardown }).max(),
            reached < .media
        else { return }
        // How far the other session had come with what both have.
        let common = rows.compactMap { row in
            row.onlySide == nil && row.phase <= reached ? index(row, side.other) : nil
        }.max()
        let tail = rows.indices.filter { position in
            let row = rows[position]
            guard row.onlySide == side.other, row.elsewhere == nil, !row.isExcused else { return false }
            return row.phase >= reached && row.phase < .teardown && index(row, side.other) ?? 0 > common ?? -1
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

    /// `nothing for 8.20 s, then the client closes`, `the server closes 0.796 ms later`
    private static func ending(_ session: ComparedSession, after final: Step) -> String {
        let start = final.elapsed ?? 0
        let next = session.steps.first { ($0.elapsed ?? 0) > start && $0.phase >= .teardown }
        let isLeftOpen = next == nil || session.isOpen && next?.phase == .end
        let end = isLeftOpen ? session.captured : next?.elapsed ?? session.captured
        let happens =
            isLeftOpen
            ? "the capture ends"
            : next?.phase == .end ? "the \(session.endedBy) closes" : "\(next?.meaning.subject ?? "") comes"
        let silence = max(end - start, 0)
        let time = Spelling.duration(silence)
        return silence < patience ? "\(happens) \(time) later" : "nothing for \(time), then \(happens)"
    }

    /// ns from which on it is worth saying that there was silence.
    private static let patience: Int64 = 500_000_000
}
