import Dissection
import Packets
import Streams
import Packets

extension Ending {
    /// The first judgement that applies, with what the capture hides.
    init(_ facts: EndingFacts) {
        var verdict =
            EndingTable.all.lazy.compactMap { $0.verdict(on: facts) }.first
            ?? EndingVerdict(.unknown, .guess, "the capture does not show why it ended")
        var hidden: [String] = []
        for words in verdict.reliesOn.compactMap(facts.blindness) where !hidden.contains(words) {
            hidden.append(words)
        }
        if !hidden.isEmpty {
            verdict.confidence = verdict.confidence.lowered
            verdict.text += "; " + hidden.joined(separator: ", and ")
        }
        reason = verdict.reason
        confidence = verdict.confidence
        text = verdict.text
        closedBy = facts.closer
        sides = [Direction.clientToServer, .serverToClient].map { Side(facts, $0) }
        unanswered = facts.end.unanswered.map(\.name)
    }
}

extension Ending.Side {
    fileprivate init(_ facts: EndingFacts, _ direction: Direction) {
        let half = facts.witness[direction]
        lastWords = half.last?.text
        lastWordsAt = half.last?.at
        lastMedia = facts.lastMedia(direction)?.since(facts.end.first)
        closing = half.closing
        silence = facts.silence(direction)
        unacknowledged = facts.unacknowledged(direction)
        unacknowledgedFor = facts.lastWait(direction)?.duration ?? 0
        acknowledgedByRTMP = facts.witness[direction.opposite].acknowledgement
    }
}
