import Dissection

/// What was no RTMP needs no RTMP reason.
struct OtherProtocol: EndingJudgement {
    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard case .other(let name) = facts.end.opening.protocol else { return nil }
        if name == "rtmpt" {
            return EndingVerdict(
                .notDecoded, .certain, "RTMP inside HTTP is not decoded: \(facts.closingWords)")
        }
        return EndingVerdict(.notRTMP, .certain, "it spoke \(name), not RTMP: \(facts.closingWords)")
    }
}
