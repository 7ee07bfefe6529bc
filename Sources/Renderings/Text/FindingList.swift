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
        for severity in [Severity.error, .warning] {
            for finding in findings where finding.severity == severity {
                var label = StyledText("  ")
                label.append(severity.rawValue, FindingText.style(severity))
                write(FindingText.items(finding), label: label, to: &output, options: options)
            }
        }
        let left = counts.values.reduce(0, +) - findings.count
        if left > 0 {
            write([StyledText("… and \(left) more")], label: StyledText(), to: &output, options: options)
        }
    }

    private func write(
        _ items: [StyledText], label: StyledText, to output: inout [UInt8], options: TextOptions
    ) {
        TimelineLine.wrap(
            items, after: label, at: FlowSummaryText.column, hang: FlowSummaryText.column, to: &output,
            width: options.width, colour: options.colour)
    }
}
