import Dissection
import Packets

/// The server closed upon a call, and said no error: the wordless refusal of many servers.
struct ClosedOnRequest: EndingJudgement {
    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard facts.closer == .serverToClient else { return nil }
        if let call = facts.unansweredVital {
            let waited = max(facts.over.since(call.time), 0)
            guard waited < SilentRejection.afterCall else { return nil }
            let words =
                "the server sent \(facts.closingName) \(Measure.time(waited)) after \(call.name) without an answer to it"
            return switch call.name {
            case "connect", "createStream":
                EndingVerdict(
                    .wrongApp, .guess,
                    "\(words): it has no app \"\(facts.end.app ?? "")\" perhaps, or refuses the client",
                    reliesOn: [.serverToClient])
            case "publish" where facts.rival != nil:
                inUse(words, facts)
            default:
                EndingVerdict(
                    call.name == "publish" ? .rejectedKey : .refused, .likely, "\(words): probably rejected",
                    reliesOn: [.serverToClient])
            }
        }
        guard facts.witness.farewell == nil, let request = facts.witness.request, facts.witness.start != nil else {
            return nil
        }
        let waited = facts.time(since: request.at)
        // Whoever got pictures was not refused.
        guard waited < SilentRejection.afterStart, request.name == "publish" || facts.lastMedia(.serverToClient) == nil
        else { return nil }
        let words =
            "the server sent \(facts.closingName) \(Measure.time(waited)) after \(request.name), which it had accepted"
        if request.name == "publish", facts.rival != nil { return inUse(words, facts) }
        return EndingVerdict(
            request.name == "publish" ? .rejectedKey : .refused, .likely,
            "\(words): probably rejected", reliesOn: [.serverToClient])
    }

    /// Somebody else publishes the name.
    private static func inUse(_ words: String, _ facts: EndingFacts) -> EndingVerdict {
        EndingVerdict(
            .nameInUse, .likely,
            "\(words): probably rejected, since flow \(facts.rival ?? 0) publishes the same name",
            reliesOn: [.serverToClient])
    }
}
