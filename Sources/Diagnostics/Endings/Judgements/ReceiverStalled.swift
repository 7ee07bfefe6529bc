import Dissection
import Packets
import Streams

/// One side's receive window was closed when the flow ended.
struct ReceiverStalled: EndingJudgement {
    private static let least: Int64 = 2_000_000_000

    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        for direction in [Direction.clientToServer, .serverToClient] {
            guard let window = facts.tcp(direction.opposite).closedWindows.spans.last,
                facts.over.since(window.end) < least, window.duration >= least
            else { continue }
            return EndingVerdict(
                .receiverStall, .likely,
                "the \(direction.receiver)'s window was closed for the last \(Measure.time(window.duration)): the "
                    + "\(direction.receiver) did not read; \(facts.closingWords)")
        }
        return nil
    }
}
