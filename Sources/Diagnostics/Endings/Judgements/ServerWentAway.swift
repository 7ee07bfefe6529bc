import Dissection

/// The server closed, and nothing says why.
struct ServerWentAway: EndingJudgement {
    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard facts.closer == .serverToClient else { return nil }
        let place = facts.isRunning ? " in mid-stream" : ""
        return EndingVerdict(
            .serverClosed, .certain,
            "\(facts.closingWords)\(place) and did not say why: stopped, crashed, or by a rule of its own",
            reliesOn: [.serverToClient])
    }
}
