/// Everything that can be explained, and how it is found.
public enum KnowledgeBase {
    /// All entries, by kind, each kind in the order of its table.
    public static let all: [KnowledgeEntry] =
        RuleTable.all.map { KnowledgeEntry($0) } + StatusCode.all.map { KnowledgeEntry($0) }
        + MessageTypeKnowledge.all.map { KnowledgeEntry($0) } + UserControlKnowledge.all.map { KnowledgeEntry($0) }
        + CodecKnowledge.all.map { KnowledgeEntry($0) }

    /// What a text names: letter case, spaces, hyphens and underscores make no difference. Several where a name or a
    /// number is that of several.
    ///
    /// A bare number, decimal or with `0x`, is one of message types and user control events, and of codecs where it is
    /// none of these.
    public static func find(_ text: String) -> [KnowledgeEntry] {
        if let number = number(text) {
            let found = all.filter { $0.numbers.contains(number) }
            let plain = found.filter { $0.kind != .codec }
            return plain.isEmpty ? found : plain
        }
        let wanted = bare(text)
        guard !wanted.isEmpty else { return [] }
        let named = all.filter { bare($0.name) == wanted }
        let found = named.isEmpty ? all.filter { $0.otherNames.contains { bare($0) == wanted } } : named
        return found
    }

    /// Names that a text which names nothing is likely to mean, the likeliest first.
    public static func suggestions(for text: String) -> [String] {
        var names: [String] = []
        for kind in KnowledgeEntry.Kind.allCases {
            let entries = all.filter { $0.kind == kind }
            let near = Nearest.match(text, among: entries.flatMap { [$0.name] + $0.otherNames })
            guard let near, let entry = entries.first(where: { $0.name == near || $0.otherNames.contains(near) })
            else { continue }
            names.append(entry.name)
        }
        // A part of a name is worth more than a misspelling of a short one.
        let wanted = bare(text)
        guard wanted.utf8.count >= 3 else { return Array(names.prefix(maximumSuggestions)) }
        let holding = all.filter { entry in ([entry.name] + entry.otherNames).contains { bare($0).contains(wanted) } }
        for entry in holding where !names.contains(entry.name) { names.append(entry.name) }
        return Array(names.prefix(maximumSuggestions))
    }

    private static let maximumSuggestions = 6

    /// "20", "0x14".
    private static func number(_ text: String) -> Int? {
        text.lowercased().hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
    }

    /// Lower-case letters, digits and dots.
    private static func bare(_ text: String) -> String {
        text.lowercased().filter { !" _-()".contains($0) }
    }
}
