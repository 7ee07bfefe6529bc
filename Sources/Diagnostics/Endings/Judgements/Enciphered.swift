import Dissection

/// RTMPE: only TCP tells how it ended.
struct Enciphered: EndingJudgement {
    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard let closer = facts.closer, facts.end.directions.contains(where: { $0.encryptedBytes > 0 }) else {
            return nil
        }
        let isMute = facts.end.directions[1].encryptedBytes == 0
        return EndingVerdict(
            closer == .serverToClient ? .serverClosed : .clientLeft, isMute ? .likely : .guess,
            "what was said is enciphered (RTMPE): \(facts.closingWords)"
                + (isMute ? "; the server had sent nothing since the handshake" : ""))
    }
}
