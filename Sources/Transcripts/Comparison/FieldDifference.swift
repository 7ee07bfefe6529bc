import AMF

/// One field in which two entries differ.
public struct FieldDifference: Equatable, Sendable {
    /// Its name, behind those of the records that it is in: `data.srs_sig`.
    public var path: String
    /// `nil` where nothing was expected.
    public var expected: TranscriptValue?
    /// `nil` where it is not there.
    public var actual: TranscriptValue?

    public init(path: String, expected: TranscriptValue?, actual: TranscriptValue?) {
        self.path = path
        self.expected = expected
        self.actual = actual
    }

    func inside(_ name: String) -> FieldDifference {
        FieldDifference(path: "\(name).\(path)", expected: expected, actual: actual)
    }

    /// `level "status" was expected, but it is "error"`; escaped.
    public var sentence: String {
        let name = path.escapedForTerminal
        switch (expected, actual) {
        case (let expected?, let actual?):
            return "\(name) is \(Self.text(actual)) instead of \(Self.text(expected))"
        case (let expected?, nil): return "\(name) \(Self.text(expected)) is missing"
        case (nil, let actual?): return "\(name) \(Self.text(actual)) is new"
        case (nil, nil): return name
        }
    }

    private static func text(_ value: TranscriptValue) -> String {
        let text = TranscriptWriter.text(of: value)
        return text.count > 120 ? "\(text.prefix(120))…" : text
    }
}
