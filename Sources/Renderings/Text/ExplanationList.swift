import Diagnostics

/// All that `rtmp-dissect explain` knows, a line each.
public struct ExplanationList: Sendable {
    private let width: Int?
    private let colour: Bool

    /// - Parameters:
    ///   - width: Lines are cut to this many columns; `nil` leaves them whole, for grep and its like.
    ///   - colour: For a terminal.
    public init(width: Int?, colour: Bool) {
        self.width = width
        self.colour = colour
    }

    /// The entries by kind, each kind under its heading.
    public func write(_ entries: [KnowledgeEntry], to output: inout [UInt8]) {
        var isFirst = true
        for kind in KnowledgeEntry.Kind.allCases {
            let group = entries.filter { $0.kind == kind }
            guard !group.isEmpty else { continue }
            if !isFirst { output.append(UInt8(ascii: "\n")) }
            isFirst = false
            StyledText("\(kind.plural) (\(group.count))", .heading).writeLine(to: &output, colour: colour)
            let names = group.map(\.name.terminalWidth).max() ?? 0
            let facts = group.compactMap { ExplanationText.keyFact($0)?.text.terminalWidth }.max() ?? 0
            for entry in group {
                var line = StyledText("  \(entry.name)")
                line.pad(to: 2 + names + 2)
                if let fact = ExplanationText.keyFact(entry) { line.append(fact.text, fact.style) }
                line.pad(to: 2 + names + 2 + facts + 2)
                line.append(cut(entry.title, to: width.map { $0 - line.width }))
                line.writeLine(to: &output, colour: colour)
            }
        }
    }

    private func cut(_ text: String, to limit: Int?) -> String {
        guard let limit, text.terminalWidth > limit else { return text }
        return limit < 2 ? "" : "\(text.prefix(limit - 1))…"
    }
}
