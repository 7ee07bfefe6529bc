import Dissection
import Packets

/// The server said that the stream is over before the client did.
struct StreamOver: EndingJudgement {
    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard let notice = facts.witness.notice else { return nil }
        let wasFirst = facts.witness.farewell.map { notice.at.time < $0.at.time } ?? true
        guard wasFirst else { return nil }
        return EndingVerdict(
            .streamEnded, .certain,
            "the stream ended at the server: \(notice.text) at \(Measure.moment(notice.at.elapsed)); "
                + facts.closingWords)
    }
}
