import Dissection

/// One side closed after the other had been silent for long.
struct SilenceNotTolerated: EndingJudgement {
    /// Nanoseconds of silence that a closing side may have tired of, with unanswered pings and without.
    private static let withPing: Int64 = 1_000_000_000
    private static let least: Int64 = 5_000_000_000

    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard facts.closer == .serverToClient, let silence = facts.silence(.clientToServer),
            // A player has nothing to say; its pings alone count.
            facts.role == .publish || facts.role == nil || facts.witness[.clientToServer].ping != nil
        else { return nil }
        let half = facts.witness[.clientToServer]
        guard silence >= (half.ping == nil ? least : withPing) else { return nil }
        let pings = half.ping == nil ? "" : ", \(Measure.count(half.pings, "ping")) unanswered"
        let mute =
            facts.role == nil && facts.end.app == nil
            ? "the client had said nothing since the handshake" : "the client had sent nothing"
        return EndingVerdict(
            .idleTimeout, half.ping == nil ? .guess : .likely,
            "\(facts.closingWords) when \(mute) for \(Measure.time(silence))\(pings)",
            reliesOn: [.clientToServer])
    }
}
