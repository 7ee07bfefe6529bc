import AMF
import Dissection
import RTMP

/// A server's no to something that the session depends on.
struct Refusal: Sendable {
    /// The call that it answers, where that is known.
    var call: String?
    var code: String?
    var description: String?
    /// Where the client is to connect instead.
    var redirect: String?
    var at: Ending.Stamp

    private static let vital: Set<String> = ["connect", "createStream", "publish", "play", "play2"]

    /// - Parameter answered: The call that the command answers.
    init?(_ command: Command, answering answered: String?, at stamp: Ending.Stamp) {
        let status = command.status
        let isError = command.name.string == "_error"
        let code = status?.code
        if isError {
            guard answered.map({ Self.vital.contains($0) }) ?? true else { return nil }
        } else {
            // Some servers reject connect in a _result, some go down with an onStatus of level status.
            let isShutdown = code == "NetConnection.Connect.AppShutdown" || code == "NetConnection.Connect.Closed"
            guard command.name.string == "onStatus" || answered == "connect",
                status?.level == "error" || isShutdown
                    || (answered == "connect" && code?.hasPrefix("NetConnection.Connect.Rejected") ?? false)
            else { return nil }
        }
        call = answered ?? (code?.hasPrefix("NetConnection.Connect.") ?? false ? "connect" : Self.call(of: code))
        self.code = code
        description = status?.description
        redirect = RedirectTarget.url(in: command)
        at = stamp
    }

    private static func call(of code: String?) -> String? {
        guard let code else { return nil }
        return code.hasPrefix("NetStream.Publish.") ? "publish" : code.hasPrefix("NetStream.Play.") ? "play" : nil
    }

    /// "NetStream.Publish.BadName, "Already publishing"".
    var words: String {
        var words = code ?? "an error"
        if let description, !description.isEmpty { words += ", \"\(description)\"" }
        return words
    }

    /// Whether its description has one of some words, in any case.
    func mentions(_ needles: [String]) -> Bool {
        let text = "\(code ?? "") \(description ?? "")".lowercased()
        return needles.contains { text.contains($0) }
    }
}
