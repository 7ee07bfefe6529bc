import Dissection

/// A refusal that says something else, or nothing.
struct OtherRefusal: EndingJudgement {
    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard let refusal = facts.witness.refusal else { return nil }
        let call = refusal.call ?? "the stream"
        return EndingVerdict(
            .refused, .certain, "the server refused \(call): \(refusal.words); \(facts.closingWords)")
    }
}
