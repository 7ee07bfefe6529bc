import Dissection
import Packets

/// The client closed its stream as it should.
struct ClientFinished: EndingJudgement {
    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard let farewell = facts.witness.farewell else { return nil }
        // A stream that ran on does not count as closed.
        if let last = facts.lastMedia(.clientToServer), last.since(farewell.at.time) > 1_000_000_000 { return nil }
        let words = facts.witness.farewells.joined(separator: " and ")
        let end: String
        switch facts.closer {
        case .clientToServer: end = ", then \(facts.closingWords.replacing("the client ", with: ""))"
        case .serverToClient, nil: end = "; \(facts.closingWords)"
        }
        return EndingVerdict(.clientFinished, .certain, "the client finished with \(words)\(end)")
    }
}
