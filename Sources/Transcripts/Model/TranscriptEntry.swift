import Dissection

/// One thing that was said, or came to pass, on a flow.
public struct TranscriptEntry: Equatable, Sendable {
    /// How often a golden wants it.
    public enum Presence: Equatable, Sendable {
        /// Once.
        case required
        /// `?`: it may be missing.
        case optional
        /// `...`: any number of any entries.
        case anything
    }

    /// `nil` for what concerns the whole flow.
    public var direction: Direction?
    /// What kind of thing it is, as the text form spells it: `connect`, `result of connect`, `set chunk size`, `C1`,
    /// `video sequence header`, `end`; `*` is any kind. A name from the wire that could be misread is in quotes.
    public var kind: String
    /// In the order in which they were sent.
    public var fields: [TranscriptField]
    public var presence = Presence.required
    /// Where it stood in the capture; `nil` for an entry that was read from a file.
    public var place: EntryPlace?
    /// The line on which it begins in the file that it was read from, counted from 1.
    public var line: Int?
    /// Its lines as they stand in that file.
    public var source: [String]?
    /// Lines of comment before it, with their `#`.
    public var comments: [String] = []

    public init(
        _ direction: Direction?, _ kind: String, _ fields: [TranscriptField] = [], place: EntryPlace? = nil
    ) {
        self.direction = direction
        self.kind = kind
        self.fields = fields
        self.place = place
    }

    /// What the kind belongs to.
    public var topic: TranscriptTopic { TranscriptTopic(of: kind) }

    /// The value of the first field of that name.
    public subscript(name: String) -> TranscriptValue? { fields.first { $0.name == name }?.value }
}
