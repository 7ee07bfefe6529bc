/// One named fact of an entry.
public struct TranscriptField: Equatable, Sendable {
    /// What a golden keeps of a value.
    public enum Keeping: Equatable, Sendable {
        /// The value itself.
        case exact
        /// A pattern instead: another run has another value, or nearly the same.
        case pattern(TranscriptValue)
        /// Nothing: it says more about the run than about the peers. A golden that has it all the same is obeyed.
        case nothing
    }

    /// Members of objects have their names, arguments those of the specification or `argument`. May repeat.
    public var name: String
    public var value: TranscriptValue
    public var keeping: Keeping

    public init(_ name: String, _ value: TranscriptValue, _ keeping: Keeping = .exact) {
        self.name = name
        self.value = value
        self.keeping = keeping
    }

    /// As a golden writes it; `nil` where it does not.
    public var kept: TranscriptField? {
        switch keeping {
        case .exact: TranscriptField(name, value.kept)
        case .pattern(let pattern): TranscriptField(name, pattern)
        case .nothing: nil
        }
    }
}
