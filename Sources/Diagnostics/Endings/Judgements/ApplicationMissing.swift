import Dissection

/// The server says that it has no such application or virtual host.
struct ApplicationMissing: EndingJudgement {
    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard let refusal = facts.witness.refusal, refusal.call == "connect" else { return nil }
        let isSaid = refusal.code == "NetConnection.Connect.InvalidApp"
        guard isSaid || refusal.mentions(["application", "no app", "invalid app", "vhost"]) else { return nil }
        let app = facts.end.app.map { " \"\($0)\"" } ?? ""
        return EndingVerdict(
            .wrongApp, isSaid ? .certain : .likely,
            "the server refused the app\(app): \(refusal.words); \(facts.closingWords)")
    }
}
