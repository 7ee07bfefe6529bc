import Dissection
import Transcripts

/// How long a side took before it went on, where nothing else tells: before calls, and before the first frame.
struct PauseComparison {
    private let a: ComparedSession
    private let b: ComparedSession

    init(_ a: ComparedSession, _ b: ComparedSession) {
        self.a = a
        self.b = b
    }

    /// Of a row that both have.
    func difference(_ row: Row) -> Difference? {
        guard let i = row.a, let j = row.b, row.phase <= .start || row.phase == .media,
            let left = Self.pause(before: i, a), let right = Self.pause(before: j, b),
            let weight = Weight.ofTiming(left, right)
        else { return nil }
        let step = a.steps[i]
        return Difference(
            .timing, weight, step.phase, step.direction, step.meaning.subject, path: "pause",
            a: .number(Double(left) / 1e9), b: .number(Double(right) / 1e9))
    }

    /// ns since what came before it, from either side.
    private static func pause(before index: Int, _ session: ComparedSession) -> Int64? {
        let step = session.steps[index]
        guard let time = step.elapsed else { return nil }
        switch step.meaning {
        case .call, .handshake:
            guard index > 0, let before = session.steps[index - 1].elapsed else { return nil }
            return time - before
        case .media:
            let answer = session.steps.last { $0.meaning == .answer("publish") || $0.meaning == .answer("play") }
            return answer?.elapsed.map { max(time - $0, 0) }
        default: return nil
        }
    }
}
