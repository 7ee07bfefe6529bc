/// How much of a capture a transcript holds; beyond it, the transcript says that it is truncated.
public struct TranscriptLimits: Sendable {
    public var flows = 20_000
    public var entriesOfFlow = 5_000
    public var entries = 500_000
    /// Of an entry, a record or a list.
    public var fields = 256
    /// Unicode scalars of one text.
    public var text = 2_000
    /// Depth of records and lists.
    public var depth = 16

    public init() {}
}
