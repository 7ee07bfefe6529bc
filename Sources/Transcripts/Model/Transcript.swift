/// What a capture's conversation came to, entry by entry: what a golden file keeps, and what two captures are compared by.
///
/// A transcript built from events holds everything, each fact with how it is kept (`Keeping`); one that was read from
/// a file holds what was written there, patterns included.
public struct Transcript: Equatable, Sendable {
    /// The version of the text form.
    public static let version = 1

    /// What a golden file of it keeps.
    public var parts: Set<TranscriptPart>
    /// In the order in which they were recognised.
    public var flows: [TranscriptFlow]
    /// A limit was reached: more was said than is here.
    public var isTruncated = false
    /// Lines of comment before the first flow, with their `#`.
    public var comments: [String] = []
    /// Lines of comment behind everything else.
    public var closingComments: [String] = []

    public init(parts: Set<TranscriptPart> = TranscriptPart.usual, flows: [TranscriptFlow] = []) {
        self.parts = parts
        self.flows = flows
    }

    /// Entries of all flows.
    public var entryCount: Int { flows.reduce(0) { $0 + $1.entries.count } }
}
