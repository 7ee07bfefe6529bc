/// A value of a transcript: something that was sent, or in a golden a pattern that it has to fit.
public indirect enum TranscriptValue: Equatable, Sendable {
    /// `true`, `null`, `complex`: our own words, and AMF's values without content.
    case word(String)
    /// Finite; others are words.
    case number(Double)
    /// Text from the wire, in quotes.
    case text(String)
    case list([TranscriptValue])
    case record([TranscriptField])

    // Patterns.

    /// `*`
    case any
    /// `"rtmp://*/live"`: the pieces between the asterisks, at least two.
    case glob([String])
    /// `41±20%`, `41±2`
    case near(Double, Tolerance)
    /// `30..50`, `30..`, `..50`; both ends belong to it.
    case range(Double?, Double?)
    /// `...`: further fields or elements, in the last place.
    case rest

    /// How far a number may be off.
    public enum Tolerance: Equatable, Sendable {
        case percent(Double)
        case absolute(Double)
    }
}

extension TranscriptValue {
    /// One of our own words, in quotes where it could not be read back bare.
    public static func label(_ label: String) -> TranscriptValue {
        TranscriptSpelling.isPlain(label) ? .word(label) : .text(label)
    }

    /// As a golden writes it: what records keep of their members.
    public var kept: TranscriptValue {
        switch self {
        case .list(let values): .list(values.map(\.kept))
        case .record(let fields): .record(fields.compactMap(\.kept))
        default: self
        }
    }

    /// The content of a text or a word.
    public var string: String? {
        switch self {
        case .text(let text), .word(let text): text
        default: nil
        }
    }
}
