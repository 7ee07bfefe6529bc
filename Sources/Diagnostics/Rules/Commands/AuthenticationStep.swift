/// A step of authmod=adobe or authmod=llnw, as the description of a refused connect tells it.
///
/// `[ AccessManager.Reject ] : [ code=403 need auth; authmod=adobe ]`, then
/// `[ AccessManager.Reject ] : [ authmod=adobe ] : ?reason=needauth&user=…&salt=…&challenge=…&opaque=…`
struct AuthenticationStep: Equatable, Sendable {
    /// "adobe", "llnw"; as sent.
    var mode: String
    /// `nil` in the first step, where the server only asks for a login.
    var reason: String?
    var user: String?
    /// Whether the server gave what an answer needs.
    var hasChallenge: Bool
    /// Whether the challenge came with an opaque, which the answer has to bring back.
    var hasOpaque: Bool

    init?(_ description: String?) {
        guard let description, let mode = Self.value(of: "authmod", in: description) else { return nil }
        self.mode = mode
        reason = Self.value(of: "reason", in: description)
        user = Self.value(of: "user", in: description)
        hasOpaque = Self.value(of: "opaque", in: description) != nil
        hasChallenge =
            Self.value(of: "challenge", in: description) != nil || Self.value(of: "nonce", in: description) != nil
    }

    /// The text behind `key=` up to what cannot be part of it.
    static func value(of key: String, in text: String) -> String? {
        guard let mark = text.ranges(of: "\(key)=").first else { return nil }
        // Base64 ends in `=`, which is part of the value.
        let value = text[mark.upperBound...].prefix { !"&; ]".contains($0) }
        return value.isEmpty ? nil : String(value)
    }
}
