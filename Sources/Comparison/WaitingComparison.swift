import Dissection
import Transcripts

/// Which calls wait for which answers: a client that sends everything at once is another client.
struct WaitingComparison {
    private(set) var differences: [Difference] = []

    /// A call, or the media, and the answer that clients wait for before it.
    private static let dependencies: [(answer: String, calls: [String])] = [
        ("connect", ["releaseStream", "FCPublish", "createStream", "publish", "play"]),
        ("createStream", ["publish", "play"]),
    ]

    init(_ a: ComparedSession, _ b: ComparedSession) {
        for (answer, calls) in Self.dependencies {
            // One is enough: what comes behind it does not wait either.
            for call in calls {
                guard let left = Self.waits(call, for: answer, a), let right = Self.waits(call, for: answer, b)
                else { continue }
                if left.waits != right.waits { add(left, right, call, answer) }
                break
            }
        }
        if let left = Self.mediaWaits(a), let right = Self.mediaWaits(b), left.waits != right.waits {
            add(left, right, "media", "publish")
        }
    }

    private typealias Standing = (waits: Bool, step: Step)

    private mutating func add(_ a: Standing, _ b: Standing, _ call: String, _ answer: String) {
        func word(_ waits: Bool) -> TranscriptValue { .word(waits ? "waits" : "does not wait") }
        differences.append(
            Difference(
                .waiting, .telling, a.step.phase, .clientToServer, call, path: "answer to \(answer)",
                a: word(a.waits), b: word(b.waits)))
    }

    private static func waits(_ call: String, for answer: String, _ session: ComparedSession) -> Standing? {
        guard let sent = session.steps.firstIndex(where: { $0.meaning == .call(call) }),
            let came = session.steps.firstIndex(where: { $0.meaning == .answer(answer) })
        else { return nil }
        return (came < sent, session.steps[sent])
    }

    private static func mediaWaits(_ session: ComparedSession) -> Standing? {
        let begins = session.steps.filter {
            if case .media(let kind, _) = $0.meaning {
                kind != "data" && $0.direction == .clientToServer
            } else {
                false
            }
        }
        let first = begins.min { $0.elapsed ?? .max < $1.elapsed ?? .max }
        guard let first, let start = first.elapsed,
            let answer = session.steps.first(where: { $0.meaning == .answer("publish") })?.elapsed
        else { return nil }
        return (answer <= start, first)
    }
}
