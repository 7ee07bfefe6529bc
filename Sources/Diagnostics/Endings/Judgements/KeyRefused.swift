import Dissection

/// A refusal whose words are about keys, tokens or rights.
struct KeyRefused: EndingJudgement {
    private static let words = [
        "auth", "token", "key", "permission", "forbid", "denied", "deny", "signature", "credential", "password",
        "not allowed", "403", "401",
    ]

    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard let refusal = facts.witness.refusal, refusal.mentions(words) else { return nil }
        let call = refusal.call ?? "the client"
        let text = "the server refused \(call): \(refusal.words); \(facts.closingWords)"
        return refusal.call == "connect"
            ? EndingVerdict(.authenticationNeeded, .likely, text) : EndingVerdict(.rejectedKey, .likely, text)
    }
}
