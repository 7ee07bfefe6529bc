/// What `rtmp-dissect explain` says of a rule, a paragraph each.
public struct Explanation: Sendable {
    /// What it means.
    public var meaning: String
    /// Why it matters, and which peers are known to choke on it.
    public var consequence: String
    /// The specification's section, or "none".
    public var specification: String
    /// How to fix the sender.
    public var fix: String
    /// How to tolerate it in the receiver.
    public var tolerance: String
    /// Public reports of it.
    public var references: [String]

    /// An explanation of these paragraphs.
    public init(
        meaning: String, consequence: String, specification: String, fix: String, tolerance: String,
        references: [String] = []
    ) {
        self.meaning = meaning
        self.consequence = consequence
        self.specification = specification
        self.fix = fix
        self.tolerance = tolerance
        self.references = references
    }
}
