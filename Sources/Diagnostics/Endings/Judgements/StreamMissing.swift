import Dissection

/// Nothing to play under this name.
struct StreamMissing: EndingJudgement {
    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard let refusal = facts.witness.refusal,
            refusal.code == "NetStream.Play.StreamNotFound" || refusal.code == "NetStream.Play.FileNotFound"
                || refusal.call == "play" && refusal.mentions(["not found", "no such stream"])
        else { return nil }
        let name = facts.stream.map { " \"\($0.identity.name)\"" } ?? ""
        return EndingVerdict(
            .streamNotFound, .certain, "the server has no stream\(name): \(refusal.words); \(facts.closingWords)")
    }
}
