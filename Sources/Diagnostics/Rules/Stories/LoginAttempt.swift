import AMF
import Dissection
import RTMP

/// What one connection of a login brought, and what it got.
struct LoginAttempt: Sendable {
    /// What the server made of it.
    enum Outcome: Sendable {
        case none
        /// It wants a login.
        case asked
        /// It sent what an answer needs.
        case challenged
        case accepted
        /// With its reason; "need auth" where it asks again although it was answered.
        case refused(String)
        /// With the code and description of an error that is not about logins.
        case failed(String)
    }

    var flow: Int
    /// The connect.
    var at: Ending.Stamp
    /// As in `authmod=`, where the client named one.
    var mode: String?
    var user: String?
    var hasResponse = false
    var hasOpaque = false
    var outcome = Outcome.none

    init(_ connect: Command, _ event: Event) {
        flow = event.flow
        at = Ending.Stamp(event)
        let properties = connect.arguments.first
        for text in [properties?["app"]?.text, properties?["tcUrl"]?.text].compactMap(\.self) {
            mode = mode ?? AuthenticationStep.value(of: "authmod", in: text)
            user = user ?? AuthenticationStep.value(of: "user", in: text)
            hasResponse = hasResponse || AuthenticationStep.value(of: "response", in: text) != nil
            hasOpaque = hasOpaque || AuthenticationStep.value(of: "opaque", in: text) != nil
        }
    }

    /// "flow 2 named the user and was sent a challenge".
    var words: String {
        let doing: String
        if hasResponse {
            doing = "flow \(flow) answered"
        } else if mode != nil {
            doing = user == nil ? "flow \(flow) named the method" : "flow \(flow) named the user"
        } else {
            doing = "flow \(flow) came without a user"
        }
        let result =
            switch outcome {
            case .none: "got no answer"
            case .asked: "was asked for a login"
            case .challenged: "was sent a challenge"
            case .accepted: "was accepted"
            case .refused(let reason): "was refused: \(reason)"
            case .failed(let error): "was refused: \(error)"
            }
        return "\(doing) and \(result)"
    }
}
