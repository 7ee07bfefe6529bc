/// A capture's transcript held against a golden.
public struct TranscriptComparison: Sendable {
    /// The parts that took part.
    public let parts: Set<TranscriptPart>
    public let expected: Transcript
    public let actual: Transcript
    /// In the order of the golden; flows that it does not have come last.
    public let flows: [FlowComparison]

    /// - Parameter parts: Those that take part; by default what the golden keeps.
    public init(expected: Transcript, actual: Transcript, parts: Set<TranscriptPart>? = nil) {
        let parts = parts ?? expected.parts
        self.parts = parts
        self.expected = expected
        self.actual = actual
        flows = FlowPairing(expected: expected.flows, actual: actual.flows).pairs.map { pair in
            FlowComparison(
                expected: pair.expected.map { expected.flows[$0] }, actual: pair.actual.map { actual.flows[$0] },
                parts: parts)
        }
    }

    public var isSame: Bool { flows.allSatisfy(\.isSame) }

    /// How many entries, titles and flows differ.
    public var differenceCount: Int { flows.reduce(0) { $0 + $1.differenceCount } }
}
