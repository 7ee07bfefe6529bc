import Dissection
import Packets
import Streams

/// Nobody got as far as to say something.
struct HandshakeUnfinished: EndingJudgement {
    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard facts.witness.hasBeginning, let debt = HandshakeDebt(facts.end) else { return nil }
        // A capture that ends in the midst of it proves nothing.
        if facts.closer == nil, facts.end.reason == .captureEnd, facts.at.time.since(facts.end.last) < debt.patience {
            return nil
        }
        return EndingVerdict(
            .handshakeStalled, .certain, "the handshake was not completed: \(debt.text); \(facts.closingWords)",
            reliesOn: [debt.debtor])
    }
}
