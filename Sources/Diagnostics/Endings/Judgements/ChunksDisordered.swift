import Dissection

/// One side sent what is no chunk stream, and the other did not put up with it.
struct ChunksDisordered: EndingJudgement {
    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard let closer = facts.closer, let disorder = facts.witness[closer.opposite].disorder,
            facts.witness.hasBeginning
        else { return nil }
        return EndingVerdict(
            .protocolError, .likely,
            "from \(Measure.moment(disorder.elapsed)) on, packet \(disorder.packet), the \(closer.receiver) sent what "
                + "is no chunk; \(facts.closingWords), \(Measure.time(facts.time(since: disorder))) later",
            reliesOn: [closer.opposite])
    }
}
