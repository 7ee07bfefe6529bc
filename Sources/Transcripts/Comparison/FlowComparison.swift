import Dissection

/// A flow held against that of a golden.
public struct FlowComparison: Sendable {
    /// `nil` where the golden has no such flow.
    public let expected: TranscriptFlow?
    /// `nil` where the capture has none.
    public let actual: TranscriptFlow?
    /// In what the titles differ.
    public let titleDifferences: [FieldDifference]
    /// In the order of the golden, with what is new where it came. Indices are those of the flows' entries.
    public let steps: [EntryAlignment.Step]

    init(expected: TranscriptFlow?, actual: TranscriptFlow?, parts: Set<TranscriptPart>) {
        self.expected = expected
        self.actual = actual
        guard let expected, let actual else {
            titleDifferences = []
            steps = []
            return
        }
        titleDifferences = FieldComparison.differences(expected: expected.title, actual: actual.title)
        steps = LaneComparison(expected.entries, actual.entries, parts: parts).steps
    }

    public var isSame: Bool { differenceCount == 0 }

    public var differenceCount: Int {
        guard expected != nil, actual != nil else { return 1 }
        return steps.count { $0.isDifference } + (titleDifferences.isEmpty ? 0 : 1)
    }
}

extension EntryAlignment.Step {
    /// Something was expected and is not there, or the other way round, or it differs.
    public var isDifference: Bool {
        switch self {
        case .changed, .missing, .extra: true
        case .same, .absent, .covered: false
        }
    }
}
