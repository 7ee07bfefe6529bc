import Fields

/// What `rtmp-dissect explain` says of one thing; renderers draw it.
public struct KnowledgeEntry: Sendable {
    /// What sort of thing it is.
    public enum Kind: String, CaseIterable, Sendable {
        case rule
        case statusCode = "status_code"
        case messageType = "message_type"
        case userControlEvent = "user_control_event"
        case codec

        /// For people: "status code".
        public var words: String { rawValue.replacing("_", with: " ") }

        /// The heading over all of this kind.
        public var plural: String { self == .rule ? "rules" : "\(words)s" }
    }

    /// A question that a paragraph answers.
    public enum Topic: String, CaseIterable, Sendable {
        /// What it means.
        case meaning
        /// How it looks on the wire.
        case payload
        /// Why it matters, and which peers are known to choke on it.
        case consequence
        /// Who sends it when, and what goes wrong with it.
        case practice
        /// What to do about it.
        case advice
        /// How to fix the sender.
        case fix
        /// How to tolerate it in the receiver.
        case tolerance
        /// Where it is defined.
        case specification
    }

    /// One answer, in whole sentences.
    public struct Paragraph: Sendable {
        /// What it is about.
        public var topic: Topic
        /// The sentences.
        public var text: String
    }

    /// What sort of thing it is.
    public var kind: Kind
    /// As the tool prints it: `ack-missing`, `NetStream.Play.Start`, `Set Chunk Size`.
    public var name: String
    /// One line, without a full stop.
    public var title: String
    /// What can be said in a word: severity, number, level, sender.
    public var facts: [Field]
    /// In the order of `Topic`.
    public var paragraphs: [Paragraph]
    /// Addresses of public reports.
    public var references: [String] = []
    /// Other names by which it is found, numbers among them.
    public var otherNames: [String] = []
    /// Its numbers; asked for by a bare number.
    public var numbers: [Int] = []

    init(_ kind: Kind, _ name: String, _ title: String, facts: [Field] = [], _ paragraphs: [(Topic, String)]) {
        self.kind = kind
        self.name = name
        self.title = kind == .rule ? title : Self.capitalized(title)
        self.facts = facts
        self.paragraphs = paragraphs.map { Paragraph(topic: $0, text: Self.sentence($1)) }
    }

    /// Phrases become sentences; names that are written in small letters stay so.
    static func sentence(_ text: String) -> String {
        let word = text.prefix { $0 != " " }
        let isName = names.contains(String(word)) || word.dropFirst().contains { $0.isUppercase || $0.isNumber }
        let end = text.hasSuffix(".") || text.hasSuffix("?") ? "" : "."
        return (isName ? text : capitalized(text)) + end
    }

    private static func capitalized(_ text: String) -> String {
        text.first.map { $0.uppercased() + text.dropFirst() } ?? text
    }

    private static let names: Set<String> = [
        "nginx-rtmp", "librtmp", "rtmpdump", "fmt", "tcpdump:", "publish", "play", "connect", "authmod=adobe",
    ]
}
