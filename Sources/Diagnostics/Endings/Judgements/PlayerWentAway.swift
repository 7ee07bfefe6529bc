import Dissection

/// A player closed: most never say that they will.
struct PlayerWentAway: EndingJudgement {
    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard facts.closer == .clientToServer, facts.role == .play else { return nil }
        let place = facts.lastMedia(.serverToClient) == nil ? " before any media came" : " while the stream ran"
        return EndingVerdict(
            .playerStopped, .certain, "the player stopped: \(facts.closingWords)\(place)",
            reliesOn: [.clientToServer])
    }
}
