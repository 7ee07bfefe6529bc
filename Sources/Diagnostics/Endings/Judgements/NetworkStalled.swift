import Dissection
import Streams

/// Bytes were sent again and again, and nothing came back.
struct NetworkStalled: EndingJudgement {
    private static let least: Int64 = 2_000_000_000

    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        for direction in [Direction.clientToServer, .serverToClient] {
            let sender = facts.tcp(direction)
            guard let wait = facts.lastWait(direction), wait.duration >= least,
                // The receiver sent nothing in it.
                facts.tcp(direction.opposite).lastPacket.map({ $0 <= wait.begin || $0 >= facts.over }) ?? false
            else { continue }
            let again = sender.retransmissions.count(from: wait.begin, to: wait.end)
            guard again >= 2 else { continue }
            return EndingVerdict(
                .networkStall, .likely,
                "nothing that the \(direction.sender) sent was acknowledged for the last \(Measure.time(wait.duration)), "
                    + "though TCP sent \(Measure.count(again, "segment")) again: the line or the "
                    + "\(direction.receiver)'s host was gone; \(facts.closingWords)")
        }
        return nil
    }
}
