import Dissection

/// NetStream.Publish.BadName.
struct NameTaken: EndingJudgement {
    private static let words = ["already", "in use", "exist", "busy", "taken", "publishing"]

    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard let refusal = facts.witness.refusal, refusal.code == "NetStream.Publish.BadName" else { return nil }
        let name = facts.stream.map { " \"\($0.identity.name)\"" } ?? ""
        let why = refusal.description.map { ": \($0)" } ?? ""
        if facts.witness.start != nil {
            return EndingVerdict(
                .nameInUse, .likely, "the server took the name\(name) away\(why); \(facts.closingWords)")
        }
        return EndingVerdict(
            .nameInUse, refusal.mentions(words) ? .certain : .likely,
            "the server refused the name\(name)\(why); \(facts.closingWords)")
    }
}
