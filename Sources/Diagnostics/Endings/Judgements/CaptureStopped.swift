import Dissection
import Packets
import Streams

/// The capture stopped first.
struct CaptureStopped: EndingJudgement {
    /// Nanoseconds of silence that are worth a word.
    private static let silence: Int64 = 3_000_000_000

    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard facts.end.reason == .captureEnd, facts.closer == nil else { return nil }
        var text = "still open when the capture ended"
        let quiet = facts.over.since(facts.end.last)
        if quiet >= silence { text += "; no packet of it in the last \(Measure.time(quiet))" }
        return EndingVerdict(.captureEnded, .certain, text)
    }
}
