import Dissection
import Packets

/// A publisher closed, and had not said that it would.
struct EncoderWentAway: EndingJudgement {
    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard facts.closer == .clientToServer, facts.role == .publish else { return nil }
        var text = "the publisher stopped: \(facts.closingWords)"
        if facts.isRunning { text += " in mid-stream, without FCUnpublish or deleteStream" }
        if let last = facts.lastMedia(.clientToServer) {
            let silence = max(facts.over.since(last), 0)
            if silence >= 1_000_000_000 { text += "; its last media came \(Measure.time(silence)) before" }
        } else {
            text += "; it had sent no media"
        }
        return EndingVerdict(.encoderStopped, .likely, text, reliesOn: [.clientToServer])
    }
}
