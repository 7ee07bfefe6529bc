/// What a message stream is for, once publish or play has said so.
public struct StreamIdentity: Equatable, Sendable {
    /// What the client does with it.
    public enum Role: String, Sendable {
        case publish
        case play
    }

    /// The message stream id.
    public var id: UInt32
    /// What the client does with it.
    public var role: Role
    /// As sent, with its query.
    public var name: String
    /// Of `connect`, as sent.
    public var app: String?

    /// `app/name`, without the query, as people name streams.
    public var path: String {
        let bare = name.prefix { $0 != "?" }
        guard let app, !app.isEmpty else { return String(bare) }
        return "\(app.prefix { $0 != "?" })/\(bare)"
    }
}
