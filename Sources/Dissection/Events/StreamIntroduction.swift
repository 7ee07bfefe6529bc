/// Who does what: the line that introduces a stream.
public struct StreamIntroduction: Sendable {
    public var identity: StreamIdentity
    /// Guesses from what the two sides sent.
    public var client: String?
    public var server: String?
}
