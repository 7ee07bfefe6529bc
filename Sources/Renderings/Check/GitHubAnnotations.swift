import AMF
import Diagnostics
import Transcripts

/// Failures as workflow commands, which GitHub shows at their place in a pull request.
public enum GitHubAnnotations {
    /// GitHub shows so many of one step.
    private static let maximum = 10

    /// A line each; at the golden's line where they are about it.
    public static func lines(_ result: CheckResult) -> [String] {
        var lines: [String] = []
        if result.verdict == .unreadable {
            lines += result.problems.map { line(result.capture, nil, "capture cannot be read", $0) }
        }
        let path = result.goldenPath ?? ""
        switch result.golden {
        case .missing:
            lines.append(line(result.capture, nil, "no transcript", "\(path) is not there: --update writes it"))
        case .wrong(let error): lines.append(line(path, error.line, "no transcript", error.reason))
        case .failed(let sentence): lines.append(line(path, nil, "transcript", sentence))
        case .compared(let comparison):
            for sentence in comparison.flows.lazy.flatMap({ DifferenceSentence.all(of: $0) }).prefix(maximum) {
                lines.append(line(path, sentence.line, "\(result.capture) differs", sentence.text))
            }
        case .written, nil: break
        }
        for failure in result.failures {
            lines.append(line(result.capture, nil, failure.assertion.name, failure.sentence))
        }
        for finding in result.badFindings {
            lines.append(line(result.capture, nil, finding.rule, finding.text))
        }
        return Array(lines.prefix(maximum))
    }

    private static func line(_ file: String, _ line: Int?, _ title: String, _ message: String) -> String {
        let place = line.map { ",line=\($0)" } ?? ""
        return "::error file=\(property(file))\(place),title=\(property(title))::\(data(message))"
    }

    /// What a message may not have in it, as GitHub's own toolkit escapes it.
    static func data(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A").escapedForTerminal
    }

    static func property(_ text: String) -> String {
        data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}
