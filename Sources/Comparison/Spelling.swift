import AMF
import Transcripts

/// Values and times in sentences; safe for terminals.
enum Spelling {
    private static let maximum = 100

    static func value(_ value: TranscriptValue) -> String {
        let text = TranscriptWriter.text(of: value)
        return text.count > maximum ? "\(text.prefix(maximum))…" : text
    }

    /// `0.838 ms`, `44.1 ms`, `8.20 s`.
    static func duration(_ nanoseconds: Int64) -> String {
        switch nanoseconds {
        case ..<1_000_000: "\(decimal(nanoseconds / 1000, places: 3)) ms"
        case ..<1_000_000_000: "\(decimal(nanoseconds / 100_000, places: 1)) ms"
        default: "\(decimal(nanoseconds / 10_000_000, places: 2)) s"
        }
    }

    private static func decimal(_ units: Int64, places: Int) -> String {
        let scale: Int64 = places == 1 ? 10 : places == 2 ? 100 : 1000
        let fraction = String(units % scale)
        return "\(units / scale).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
    }
}

extension Step {
    /// What it says in a few words; names of fields that only a header has are left out.
    var summary: String {
        let word = self.word
        if word != meaning.subject, entry.topic != .data, entry.topic != .media { return word }
        let hidden: Set<String> = [
            "csid", "fmt", "stream", "transaction", "sequence_headers", "code", "level", "answers",
        ]
        let fields = entry.fields.lazy.filter { field in
            !hidden.contains(field.name) && field.kept != nil
        }
        return fields.prefix(3).map { Spelling.value(.record([$0])).dropFirst().dropLast() }.joined(separator: " ")
    }

    /// Its subject, with the outcome of an answer.
    var told: String {
        if case .answer = meaning { return "\(meaning.subject) (\(word))" }
        return meaning.subject
    }
}
