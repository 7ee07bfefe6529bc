import AMF
import Transcripts

/// What differs from a golden, as lines: `-` as it was expected, `+` as it is, each difference with what is around it.
struct TranscriptDiff {
    struct Line {
        var text: String
        var style: TextStyle
    }

    private(set) var lines: [Line] = []

    /// Entries shown around a difference.
    private static let context = 2
    /// Lines of one diff; what does not fit is counted.
    private static let maximumLines = 400

    /// - Parameters:
    ///   - golden: how the file is called.
    ///   - capture: how the capture is called.
    init(_ comparison: TranscriptComparison, golden: String, capture: String) {
        guard !comparison.isSame else { return }
        add("--- \(golden.escapedForTerminal)", .heading)
        add("+++ \(capture.escapedForTerminal)", .heading)
        let writer = TranscriptWriter(parts: comparison.parts)
        var left = 0
        for flow in comparison.flows where !flow.isSame {
            if lines.count > Self.maximumLines {
                left += flow.differenceCount
            } else {
                show(flow, writer)
            }
        }
        if left > 0 { add("… and \(left) more differences", .faint) }
    }

    private mutating func add(_ text: String, _ style: TextStyle = .plain) {
        lines.append(Line(text: text, style: style))
    }

    private mutating func add(_ mark: String, _ text: [String], _ style: TextStyle) {
        // What stands in the golden may have been written by anybody.
        for line in text { add("\(mark)\(line.escapedForTerminal)", style) }
    }

    private mutating func show(_ flow: FlowComparison, _ writer: TranscriptWriter) {
        guard let expected = flow.expected, let actual = flow.actual else {
            showAlone(flow, writer)
            return
        }
        if !flow.titleDifferences.isEmpty {
            hunk(expected.line, actual)
            add("-", writer.lines(ofTitle: expected), .bad)
            add("+", writer.lines(ofTitle: actual), .good)
        }
        let steps = flow.steps
        var next = 0
        while let first = steps[next...].firstIndex(where: \.isDifference) {
            var last = first
            // Differences with little between them share their context.
            while let following = steps[(last + 1)...].firstIndex(where: \.isDifference),
                following - last <= 2 * Self.context + 1
            {
                last = following
            }
            guard lines.count <= Self.maximumLines else {
                add("… and \(steps[first...].count { $0.isDifference }) more differences in this flow", .faint)
                return
            }
            let start = max(next, first - Self.context)
            let end = min(steps.count, last + 1 + Self.context)
            let line = steps[start..<end].lazy.compactMap(\.expectedIndex).first.flatMap { expected.entries[$0].line }
            hunk(line, actual)
            for step in steps[start..<end] { show(step, expected, actual, writer) }
            next = end
        }
    }

    private mutating func hunk(_ line: Int?, _ flow: TranscriptFlow) {
        let place = line.map { "line \($0)  " } ?? ""
        let number = flow.facts.map { "flow \($0.number)  " } ?? ""
        add("@@ \(place)\(number)\(TranscriptWriter.title(of: flow)) @@", .toServer)
    }

    private mutating func show(
        _ step: EntryAlignment.Step, _ expected: TranscriptFlow, _ actual: TranscriptFlow, _ writer: TranscriptWriter
    ) {
        switch step {
        case .same(let e, _), .absent(let e): add(" ", writer.lines(of: expected.entries[e]), .plain)
        case .missing(let e): add("-", writer.lines(of: expected.entries[e]), .bad)
        case .extra(let a): add("+", writer.lines(of: actual.entries[a]), .good)
        case .changed(let e, let a, let differences):
            add("-", writer.lines(of: expected.entries[e]), .bad)
            add("+", writer.lines(of: TranscriptUpdate.merged(expected.entries[e], actual.entries[a])), .good)
            for difference in differences.prefix(8) { add("      \(difference.sentence)", .warning) }
            if differences.count > 8 { add("      and \(differences.count - 8) more", .warning) }
        case .covered: break
        }
    }

    /// A flow that only one of the two has.
    private mutating func showAlone(_ flow: FlowComparison, _ writer: TranscriptWriter) {
        let (mark, style): (String, TextStyle) = flow.expected == nil ? ("+", .good) : ("-", .bad)
        guard let it = flow.expected ?? flow.actual else { return }
        hunk(flow.expected?.line, it)
        add(mark, writer.lines(ofTitle: it), style)
        let entries = it.entries.filter { writer.keeps($0) }
        for entry in entries.prefix(12) { add(mark, writer.lines(of: entry), style) }
        if entries.count > 12 { add("\(mark)    and \(entries.count - 12) more entries", style) }
    }
}
