import Dissection
import Fields
import Packets

/// One login: the connections that it took so far.
struct Login: Sendable {
    enum Outcome: String, Sendable {
        case accepted
        /// The server let the client in and asked for nothing.
        case unchecked
        case refused
        /// The client did not come back.
        case abandoned
        /// The capture ended too soon to tell.
        case unfinished
    }

    var place: StoryBook.Place
    var attempts: [LoginAttempt] = []
    var mode: String
    var user: String?
    /// The challenge came with an opaque, which must be sent back.
    var hasOpaque = false
    /// When the server spoke last.
    var last: Ending.Stamp

    private static let maximum = 8

    /// A client that tries for ever makes no endless story: its middle is forgotten.
    mutating func append(_ attempt: LoginAttempt) {
        if attempts.count >= Self.maximum { attempts.remove(at: 1) }
        attempts.append(attempt)
        user = attempt.user ?? user
    }

    /// - Parameter waited: Nanoseconds since the server spoke last.
    func text(_ outcome: Outcome, waited: Int64) -> String {
        var text = "login with authmod=\(mode)" + (user.map { " as \"\($0)\"" } ?? "") + ": "
        text += attempts.map(\.words).joined(separator: "; ")
        switch outcome {
        case .accepted:
            if let first = attempts.first, attempts.count > 1 {
                text += ", \(Measure.time(last.time.since(first.at.time))) after the first connect"
            }
        case .unchecked: text += " without a challenge: the server does not check it"
        case .refused: text += reason.map { " (\($0))" } ?? ""
        case .abandoned, .unfinished:
            let missing =
                if case .challenged = attempts.last?.outcome { "an answer" } else { "a user name" }
            text +=
                outcome == .abandoned
                ? "; the client never came back with \(missing), in \(Measure.time(waited))"
                : "; the capture ends \(Measure.time(waited)) later, before the client came with \(missing)"
        }
        return text
    }

    /// What a refusal probably means.
    private var reason: String? {
        guard let attempt = attempts.last else { return nil }
        switch attempt.outcome {
        case .refused("authfailed"):
            return hasOpaque && !attempt.hasOpaque
                ? "the opaque that came with the challenge was not sent back" : "a wrong password, or hashed wrongly"
        case .refused("nosuchuser"): return "the server does not know the user"
        case .refused: return hasOpaque && !attempt.hasOpaque ? "the opaque was not sent back" : nil
        case .failed: return "no word of a login: the server does not know authmod perhaps"
        case .none, .asked, .challenged, .accepted: return nil
        }
    }

    func data(_ outcome: Outcome) -> [Field] {
        [Field("authmod", .text(mode))] + (user.map { [Field("user", .text($0))] } ?? [])
            + [
                Field("outcome", .text(outcome.rawValue)),
                Field("steps", .list(attempts.map { .text($0.words) })),
            ]
    }
}
