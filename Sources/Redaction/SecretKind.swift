/// What a secret was, which its placeholder tells.
public enum SecretKind: Int, CaseIterable, Sendable {
    case streamName
    /// Of a query, or an argument that proves something: a token, a key.
    case key
    /// Who logs in, and what a login is asked and answers.
    case login
    case host

    /// What its placeholders begin with.
    var stem: String {
        switch self {
        case .streamName: "name"
        case .key: "key"
        case .login: "login"
        case .host: "host"
        }
    }

    /// For people, of `count` secrets.
    public func words(_ count: Int) -> String {
        let word =
            switch self {
            case .streamName: "stream name"
            case .key: "key or query value"
            case .login: "login value"
            case .host: "host"
            }
        guard count != 1 else { return "1 \(word)" }
        return self == .key ? "\(count) keys or query values" : "\(count) \(word)s"
    }
}
