import Dissection
import Packets

/// The client waited for something that did not come, and left.
struct ClientGaveUp: EndingJudgement {
    private static let patience: Int64 = 1_000_000_000
    private static let withoutMedia: Int64 = 3_000_000_000

    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard facts.closer == .clientToServer else { return nil }
        if let call = facts.unansweredVital {
            let waited = max(facts.over.since(call.time), 0)
            guard waited >= patience else { return nil }
            return EndingVerdict(
                .clientGaveUp, .likely,
                "the client gave up: \(call.name) got no answer in \(Measure.time(waited)); \(facts.closingWords)",
                reliesOn: [.serverToClient])
        }
        guard facts.role == .play, let request = facts.witness.request else { return nil }
        let last = facts.lastMedia(.serverToClient)
        let waited = max(facts.over.since(last ?? request.at.time), 0)
        guard waited >= withoutMedia else { return nil }
        let words =
            last == nil
            ? "no media came in \(Measure.time(waited)) after play" : "no media had come for \(Measure.time(waited))"
        return EndingVerdict(
            .clientGaveUp, .likely, "the player gave up: \(words); \(facts.closingWords)",
            reliesOn: [.serverToClient])
    }
}
