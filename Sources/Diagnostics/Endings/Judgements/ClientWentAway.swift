import Dissection

/// A client closed that had neither published nor played.
struct ClientWentAway: EndingJudgement {
    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard facts.closer == .clientToServer else { return nil }
        let words =
            switch (facts.end.app, facts.witness[.clientToServer].last) {
            case (nil, nil): " and had said nothing since the handshake"
            case (_, let last?): " after \(last.name), having neither published nor played"
            case (_, nil): ""
            }
        return EndingVerdict(
            .clientLeft, .certain, "\(facts.closingWords)\(words)", reliesOn: [.clientToServer])
    }
}
