import Dissection
import Streams

/// No end was seen: the assembler gave the flow up.
struct FlowDropped: EndingJudgement {
    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        switch facts.end.reason {
        case .idle:
            EndingVerdict(
                .silent, .certain, "no packet came any more: silent until the idle time was over, and no FIN or RST")
        case .reused:
            EndingVerdict(.portsReused, .certain, "no end was seen: the same ports opened a new connection")
        case .evicted:
            EndingVerdict(.putAside, .certain, "put aside: too many flows were open at once")
        case .fin, .reset, .captureEnd: nil
        }
    }
}
