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
        // By title; then by what is done, whatever the name: a renamed stream is a difference inside the flow.
        for fits in [Self.hasTitle, Self.hasRole] {
            var start: [String: Int] = [:]
            for index in expected.indices where partners[index] == nil {
                let key = TranscriptWriter.title(of: expected[index])
                // Of flows that look alike the next one is looked for behind the last one found.
                let first = start[key] ?? 0
                if let found = actual.indices.dropFirst(first).first(where: {
                    !isUsed[$0] && fits(expected[index], actual[$0])
                }) {
                    partners[index] = found
                    isUsed[found] = true
                    start[key] = found + 1
                } else {
                    start[key] = actual.count
                }
            }
        }
        pairs = expected.indices.map { ($0, partners[$0]) }
        pairs += actual.indices.filter { !isUsed[$0] }.map { (nil, $0) }
    }

    private static func hasTitle(_ expected: TranscriptFlow, _ actual: TranscriptFlow) -> Bool {
        FieldComparison.differences(expected: expected.title, actual: actual.title).isEmpty
    }

    private static func hasRole(_ expected: TranscriptFlow, _ actual: TranscriptFlow) -> Bool {
        expected.title.first?.name == actual.title.first?.name
    }
}
