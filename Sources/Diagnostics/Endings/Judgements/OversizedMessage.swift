import Dissection
import RTMP

/// The server closed in the midst of a message that is larger than some servers take.
struct OversizedMessage: EndingJudgement {
    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard facts.closer == .serverToClient, let cut = facts.witness[.clientToServer].cut,
            cut.header.length > MessageTooLarge.least
        else { return nil }
        return EndingVerdict(
            .messageTooLarge, .likely,
            "\(facts.closingWords) when \(Measure.bytes(cut.received)) of a message of "
                + "\(Measure.bytes(cut.header.length)) had come: probably over its limit",
            reliesOn: [.serverToClient])
    }
}
