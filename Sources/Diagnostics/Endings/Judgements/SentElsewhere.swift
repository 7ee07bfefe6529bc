import Dissection

/// The server named another place.
struct SentElsewhere: EndingJudgement {
    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        if let refusal = facts.witness.refusal, let url = refusal.redirect {
            return EndingVerdict(
                .redirected, .certain, "the server sent the client to \(url); \(facts.closingWords)")
        }
        guard let request = facts.witness.reconnect, facts.closer != nil else { return nil }
        let place = request.url.map { " to \($0)" } ?? ""
        let waited = Measure.time(facts.time(since: request.at))
        return EndingVerdict(
            .redirected, .likely,
            "the server asked the client to connect again\(place); \(facts.closingWords), \(waited) later")
    }
}
