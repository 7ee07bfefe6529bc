/// A golden brought up to date: what still holds stays as a person wrote it, patterns and comments included.
public enum TranscriptUpdate {
    /// - Parameter parts: What the new golden keeps.
    public static func golden(from comparison: TranscriptComparison, parts: Set<TranscriptPart>) -> Transcript {
        var golden = Transcript(parts: parts)
        golden.comments = comparison.expected.comments
        golden.closingComments = comparison.expected.closingComments
        // A line that was written for other parts says too much or too little.
        let keepsLines = parts == comparison.expected.parts
        golden.flows = comparison.flows.compactMap { flow in
            guard let actual = flow.actual else { return nil }
            guard let expected = flow.expected else {
                return TranscriptFlow(title: kept(actual.title), entries: actual.entries)
            }
            var updated = TranscriptFlow(
                title: flow.titleDifferences.isEmpty ? expected.title : kept(actual.title))
            updated.comments = expected.comments
            updated.entries = entries(flow, expected, actual, keepsLines: keepsLines)
            return updated
        }
        return golden
    }

    private static func entries(
        _ flow: FlowComparison, _ expected: TranscriptFlow, _ actual: TranscriptFlow, keepsLines: Bool
    ) -> [TranscriptEntry] {
        flow.steps.compactMap { step in
            switch step {
            case .same(let e, let a):
                if keepsLines { return expected.entries[e] }
                return merged(expected.entries[e], actual.entries[a])
            case .changed(let e, let a, _): return merged(expected.entries[e], actual.entries[a])
            case .absent(let e): return expected.entries[e]
            case .extra(let a): return actual.entries[a]
            case .missing, .covered: return nil
            }
        }
    }

    /// The entry as it is now, with the patterns of the golden where they still fit.
    public static func merged(_ golden: TranscriptEntry, _ entry: TranscriptEntry) -> TranscriptEntry {
        var result = golden
        result.source = nil
        var rest = golden.fields
        result.fields = entry.fields.compactMap { field in
            guard let index = rest.firstIndex(where: { $0.name == field.name && $0.value.admits(field.value) }) else {
                return field
            }
            return rest.remove(at: index)
        }
        if let open = golden.fields.first(where: { $0.value == .rest }) {
            // Whoever wrote `...` did not want the further ones.
            result.fields.removeAll { field in !golden.fields.contains { $0.name == field.name } }
            result.fields.append(open)
        }
        return result
    }

    private static func kept(_ fields: [TranscriptField]) -> [TranscriptField] { fields.compactMap(\.kept) }
}
