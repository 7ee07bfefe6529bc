/// Which flow of one capture is which of another: by what is done on it, then by order.
public struct FlowPairing: Equatable, Sendable {
    /// Indices of expected and actual flow; `nil` for a flow without the other.
    public var pairs: [(expected: Int?, actual: Int?)]

    public static func == (a: FlowPairing, b: FlowPairing) -> Bool {
        a.pairs.elementsEqual(b.pairs) { $0.expected == $1.expected && $0.actual == $1.actual }
    }

    /// In the order of what was expected, then what is left over.
    public init(expected: [TranscriptFlow], actual: [TranscriptFlow]) {
        var partners = [Int?](repeating: nil, count: expected.count)
        var isUsed = [Bool](repeating: false, count: actual.count)
        func pair(by key: (TranscriptFlow) -> String) {
            var waiting: [String: [Int]] = [:]
            // The last first, so that the next is taken from the end.
            for index in actual.indices.reversed() where !isUsed[index] {
                waiting[key(actual[index]), default: []].append(index)
            }
            for index in expected.indices where partners[index] == nil {
                guard let found = waiting[key(expected[index]), default: []].popLast() else { continue }
                partners[index] = found
                isUsed[found] = true
            }
        }
        pair(by: TranscriptWriter.title(of:))
        // Titles with patterns in them, and what a person spelled differently.
        for index in expected.indices where partners[index] == nil && Self.hasPattern(expected[index]) {
            partners[index] = actual.indices.first { !isUsed[$0] && Self.fits(expected[index], actual[$0]) }
            if let found = partners[index] { isUsed[found] = true }
        }
        // What is done, whatever the name: a renamed stream is a difference inside the flow.
        pair { $0.title.first?.name ?? "" }
        pairs = expected.indices.map { ($0, partners[$0]) }
        pairs += actual.indices.filter { !isUsed[$0] }.map { (nil, $0) }
    }

    private static func hasPattern(_ flow: TranscriptFlow) -> Bool {
        flow.title.contains { if case .text = $0.value { false } else { true } }
    }

    private static func fits(_ expected: TranscriptFlow, _ actual: TranscriptFlow) -> Bool {
        FieldComparison.differences(expected: expected.title, actual: actual.title).isEmpty
    }
}
