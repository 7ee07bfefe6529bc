import Dissection

/// The server says that it failed, or goes down.
struct ServerFailure: EndingJudgement {
    private static let codes: Set<String> = [
        "NetConnection.Connect.AppShutdown", "NetConnection.Connect.Closed", "NetConnection.Connect.Failed",
        "NetStream.Failed", "NetStream.Play.Failed", "NetStream.Publish.Failed", "NetStream.Record.Failed",
    ]

    static func verdict(on facts: EndingFacts) -> EndingVerdict? {
        guard let refusal = facts.witness.refusal,
            refusal.code.map(codes.contains) ?? false
                || refusal.mentions(["internal", "server error", "shutdown", "shutting down", "overload", "too many"])
        else { return nil }
        return EndingVerdict(
            .serverError, .certain, "the server failed: \(refusal.words); \(facts.closingWords)")
    }
}
