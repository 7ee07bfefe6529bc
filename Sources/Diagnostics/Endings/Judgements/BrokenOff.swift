import Dissection

/// RST while a stream ran.
struct BrokenOff: EndingJudgement {
    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard facts.wasReset, let closer = facts.closer, facts.isRunning,
            // Players leave like this, with data unread.
            closer == .serverToClient || facts.role == .publish
        else { return nil }
        if closer == .serverToClient {
            return EndingVerdict(
                .reset, .certain, "\(facts.closingWords) in mid-stream and did not say why", reliesOn: [closer])
        }
        guard let silence = facts.silence(closer), silence >= 1_000_000_000 else {
            return EndingVerdict(
                .reset, .certain, "\(facts.closingWords) in mid-stream, without FCUnpublish or deleteStream",
                reliesOn: [closer])
        }
        let half = facts.witness[closer]
        let pings = half.ping == nil ? "" : ", and left \(Measure.count(half.pings, "ping")) unanswered"
        return EndingVerdict(
            .reset, .likely,
            "\(facts.closingWords) in mid-stream, had been silent for \(Measure.time(silence))\(pings): it hung, "
                + "crashed or was killed", reliesOn: [closer])
    }
}
