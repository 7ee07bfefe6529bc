import AMF
import Diagnostics
import Transcripts

/// Verdicts for people: a line a capture, and below it what is wrong.
public struct CheckText {
    private let colour: Bool
    private var counts: [CheckResult.Verdict: Int] = [:]

    public init(colour: Bool) { self.colour = colour }

    /// The verdict on one capture.
    public mutating func write(_ result: CheckResult, to output: inout [UInt8]) {
        counts[result.verdict, default: 0] += 1
        var line = StyledText()
        switch result.verdict {
        case .ok: line.append("ok    ", .good)
        case .failed: line.append("FAIL  ", .bad)
        case .unreadable: line.append("ERROR ", .bad)
        }
        line.append(result.capture.escapedForTerminal, .name)
        line.append("  \(Self.facts(result))")
        write(line, to: &output)
        for reason in Self.reasons(result) { write(StyledText("      \(reason.text)", reason.style), to: &output) }
        guard let diff = Self.diff(result) else { return }
        for line in diff.lines { write(StyledText(line.text, line.style), to: &output) }
    }

    /// The line that closes the run; nothing for a single capture, whose verdict says it all.
    public func finish(to output: inout [UInt8]) {
        let all = counts.values.reduce(0, +)
        guard all != 1 else { return }
        var line = StyledText("\(all) captures: ", .heading)
        line.append("\(counts[.ok] ?? 0) ok", (counts[.ok] ?? 0) > 0 ? .good : .plain)
        for (verdict, words) in [(CheckResult.Verdict.failed, "failed"), (.unreadable, "could not be read")] {
            let count = counts[verdict] ?? 0
            line.append(", ")
            line.append("\(count) \(words)", count > 0 ? .bad : .plain)
        }
        write(line, to: &output)
    }

    private func write(_ line: StyledText, to output: inout [UInt8]) {
        line.write(to: &output, colour: colour)
        output.append(UInt8(ascii: "\n"))
    }

    // MARK: Words

    private static func facts(_ result: CheckResult) -> String {
        let flows = "\(result.flows) flow\(result.flows == 1 ? "" : "s")"
        let facts = "\(flows), \(result.entries) entr\(result.entries == 1 ? "y" : "ies")"
        let golden = result.goldenPath?.escapedForTerminal ?? ""
        switch result.golden {
        case nil: return facts
        case .compared(let comparison) where comparison.isSame: return "\(facts) as in \(golden)"
        case .compared(let comparison): return "\(facts), \(count(comparison)) from \(golden)"
        case .written(nil): return "\(facts), written to \(golden)"
        case .written(let comparison?): return "\(facts), \(count(comparison)) written to \(golden)"
        case .missing, .wrong, .failed: return facts
        }
    }

    private static func count(_ comparison: TranscriptComparison) -> String {
        "\(comparison.differenceCount) difference\(comparison.differenceCount == 1 ? "" : "s")"
    }

    /// Why a capture failed, a sentence each; escaped.
    static func reasons(_ result: CheckResult) -> [(text: String, style: TextStyle)] {
        var reasons = result.problems.map { ($0.escapedForTerminal, TextStyle.bad) }
        let golden = result.goldenPath?.escapedForTerminal ?? ""
        switch result.golden {
        case .missing: reasons.append(("\(golden) is not there: --update writes it", .bad))
        case .wrong(let error): reasons.append(("\(golden):\(error.line): \(error.reason)", .bad))
        case .failed(let sentence): reasons.append((sentence.escapedForTerminal, .bad))
        case .compared(let comparison):
            if let first = DifferenceSentence.first(of: comparison) { reasons.append((first.text, .bad)) }
        case .written, nil: break
        }
        for failure in result.failures {
            let flow = failure.flow.map { "flow \($0): " } ?? ""
            let packet = failure.packet.map { "  packet \($0)" } ?? ""
            reasons.append(("\(failure.assertion.name): \(flow)\(failure.sentence)\(packet)", .bad))
        }
        for finding in result.badFindings.prefix(20) {
            let flow = finding.flow.map { "flow \($0): " } ?? ""
            reasons.append(
                (
                    "\(finding.severity.rawValue) \(finding.rule): \(flow)\(finding.text.escapedForTerminal)",
                    FindingText.style(finding.severity)
                ))
        }
        if result.badFindingCount > 20 { reasons.append(("and \(result.badFindingCount - 20) more findings", .bad)) }
        return reasons
    }

    /// What differs from the golden, or differed before it was written.
    static func diff(_ result: CheckResult) -> TranscriptDiff? {
        switch result.golden {
        case .compared(let comparison), .written(let comparison?):
            TranscriptDiff(comparison, golden: result.goldenPath ?? "", capture: result.capture)
        default: nil
        }
    }
}
