/// What a Flex CommandMessage asks for: its member `operation`.
public struct FlexCommandOperation: RawRepresentable, Hashable, Sendable {
    /// As sent.
    public var rawValue: Int

    /// Any number a peer may choose.
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Its name in Flex's source code, or `nil` for a number that has none.
    public var name: String? { Self.names[rawValue] }

    private static let names = [
        0: "subscribe", 1: "unsubscribe", 2: "poll", 4: "client_sync", 5: "client_ping", 7: "cluster_request",
        8: "login", 9: "logout", 10: "subscription_invalidate", 11: "multi_subscribe", 12: "disconnect",
        13: "trigger_connect", 1000: "unknown", 10_000: "unknown",
    ]
}
