import Diagnostics

/// The findings of a capture, gathered for its closing summary by severity.
struct FindingList {
    private var findings: [Finding] = []
    private var counts: [Severity: Int] = [:]

    /// Findings listed one by one; the rest are counted.
    private static let maximum = 500

    mutating func add(_ finding: Finding) {
        counts[finding.severity, default: 0] += 1
        if findings.count < Self.maximum { findings.append(finding) }
    }

    /// Stories first, then the counts.
    ///
    /// The head line counts, then a line a finding, the worst first. Notes stand in the timeline and are counted here.
    func write(to output: inout [UInt8], options: TextOptions) {
        for story in findings where !story.flows.isEmpty {
            let label = StyledText("story", .heading)
            let style: TextStyle = story.severity == .note ? .plain : FindingText.style(story.severity)
            write([StyledText.untrusted(story.text, style)], label: label, to: &output, options: options)
        }
        let words = [Severity.error, .warning, .note].map { severity in
            let count = counts[severity] ?? 0
            return StyledText(
                "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")",
                count > 0 ? FindingText.style(severity) : .plain)
        }
        write(words, label: StyledText("findings", .heading), to: &output, options: options)
        let worst = [Severity.error, .warning].flatMap { severity in findings.filter { $0.severity == severity } }
        let entries = worst.map { ($0.rule, lines($0, options)) }
        let column = Self.adviceColumn(entries.map { ($0.1.last?.width ?? 0, Self.advice($0.0).width) }, options.width)
        for (rule, lines) in entries {
            for line in lines.dropLast() { line.writeLine(to: &output, colour: options.colour) }
            guard var line = lines.last else { continue }
            let advice = Self.advice(rule)
            if line.width + Self.gap <= column, column + advice.width <= options.width {
                line.pad(to: column)
                line.append(advice)
            }
            line.writeLine(to: &output, colour: options.colour)
        }
        let left = counts.values.reduce(0, +) - findings.count
        if left > 0 {
            write([StyledText("… and \(left) more")], label: StyledText(), to: &output, options: options)
        }
    }

    private func lines(_ finding: Finding, _ options: TextOptions) -> [StyledText] {
        var label = StyledText("  ")
        label.append(finding.severity.rawValue, FindingText.style(finding.severity))
        return TimelineLine.lines(
            FindingText.items(finding), after: label, at: FlowSummaryText.column, hang: FlowSummaryText.column,
            width: options.width)
    }

    // MARK: Where to read more

    /// Columns between a finding and its advice.
    private static let gap = 3

    private static func advice(_ rule: String) -> StyledText { StyledText("rtmp-dissect explain \(rule)", .faint) }

    /// Where advice begins: behind the longest line that has room for it. Lines that are longer go without.
    private static func adviceColumn(_ widths: [(line: Int, advice: Int)], _ width: Int) -> Int {
        let fitting = widths.filter { $0.line + gap + $0.advice <= width }
        let longest = fitting.map(\.line).max() ?? 0
        let advice = fitting.map(\.advice).max() ?? 0
        return min(longest + gap, width - advice)
    }

    private func write(
        _ items: [StyledText], label: StyledText, to output: inout [UInt8], options: TextOptions
    ) {
        TimelineLine.wrap(
            items, after: label, at: FlowSummaryText.column, hang: FlowSummaryText.column, to: &output,
            width: options.width, colour: options.colour)
    }
}
