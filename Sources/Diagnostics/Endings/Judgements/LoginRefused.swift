import Dissection

/// authmod=adobe or llnw: most of these refusals are steps of a login that goes on in another connection.
struct LoginRefused: EndingJudgement {
    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard let refusal = facts.witness.refusal, let step = AuthenticationStep(refusal.description) else {
            return nil
        }
        let mode = "authmod=\(step.mode)"
        if let reason = step.reason, reason != "needauth" {
            let user = step.user.map { ", user \"\($0)\"" } ?? ""
            return verdict(.authenticationFailed, "the login was refused: \(reason)\(user), \(mode)", facts)
        }
        if facts.witness.sentResponse {
            return verdict(
                .authenticationFailed, "the server asks for a login again, though the client sent a response, \(mode)",
                facts)
        }
        let words =
            step.reason == nil
            ? "the server wants a login, \(mode)"
            : "the server sent its challenge for user \"\(step.user ?? "")\", \(mode)"
        return verdict(.authenticationNeeded, words, facts)
    }

    private static func verdict(_ reason: EndingReason, _ words: String, _ facts: EndingFacts) -> EndingVerdict {
        EndingVerdict(reason, .certain, "\(words); \(facts.closingWords)")
    }
}
