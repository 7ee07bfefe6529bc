import Diagnostics
import Transcripts

/// Verdicts as JUnit XML, as CI servers read it: a test suite a capture, a test case a question asked of it.
public struct JUnitReport {
    private var suites: [String] = []
    private var (tests, failures, errors) = (0, 0, 0)
    private var seconds = 0.0

    public init() {}

    private struct Case {
        var name: String
        var failure: String?
        var isError = false
        var text = ""
    }

    public mutating func add(_ result: CheckResult) {
        let cases = Self.cases(result)
        let failed = cases.count { $0.failure != nil && !$0.isError }
        let broken = cases.count { $0.failure != nil && $0.isError }
        tests += cases.count
        failures += failed
        errors += broken
        seconds += result.seconds ?? 0
        let capture = XMLText.escaped(result.capture)
        var text =
            "  <testsuite name=\"\(capture)\" tests=\"\(cases.count)\" failures=\"\(failed)\" errors=\"\(broken)\""
        text += " skipped=\"0\" time=\"\(Self.time(result.seconds ?? 0))\">\n"
        for (index, test) in cases.enumerated() {
            // All of the time goes to the first: what is asked of the events costs next to nothing.
            let time = Self.time(index == 0 ? result.seconds ?? 0 : 0)
            text += "    <testcase classname=\"\(capture)\" name=\"\(XMLText.escaped(test.name))\" time=\"\(time)\""
            if let failure = test.failure {
                let element = test.isError ? "error" : "failure"
                text += ">\n      <\(element) message=\"\(XMLText.escaped(failure))\">"
                text += test.text.split(separator: "\n").map { XMLText.escaped(String($0)) }.joined(separator: "\n")
                text += "</\(element)>\n    </testcase>\n"
            } else {
                text += "/>\n"
            }
        }
        suites.append(text + "  </testsuite>\n")
    }

    public var text: String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<testsuites name=\"rtmp-dissect check\" tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(errors)\""
            + " time=\"\(Self.time(seconds))\">\n" + suites.joined() + "</testsuites>\n"
    }

    private static func time(_ seconds: Double) -> String { Quantities.fixed(seconds, decimals: 3) }

    private static func cases(_ result: CheckResult) -> [Case] {
        var cases = [Case(name: "can be read", failure: nil, isError: true)]
        if !result.isReadable {
            cases[0].failure = result.problems.first ?? "cannot be read"
            cases[0].text = result.problems.joined(separator: "\n")
        }
        if let path = result.goldenPath {
            cases.append(Case(name: "says what \(path) says", failure: failure(result.golden, path)))
            if let diff = CheckText.diff(result) {
                cases[cases.count - 1].text = diff.lines.map(\.text).joined(separator: "\n")
            }
        }
        for assertion in result.assertions {
            let sentences = result.failures.filter { $0.assertion == assertion }.map(\.sentence)
            cases.append(
                Case(name: assertion.name, failure: sentences.first, text: sentences.joined(separator: "\n")))
        }
        if let limit = result.failOn {
            let bad = result.badFindings.map { "\($0.severity.rawValue) \($0.rule): \($0.text)" }
            cases.append(
                Case(name: "fail-on \(limit.rawValue)", failure: bad.first, text: bad.joined(separator: "\n")))
        }
        return cases
    }

    private static func failure(_ golden: CheckResult.Golden?, _ path: String) -> String? {
        switch golden {
        case nil, .written: nil
        case .missing: "\(path) is not there"
        case .wrong(let error): "\(path): \(error)"
        case .failed(let sentence): sentence
        case .compared(let comparison): DifferenceSentence.first(of: comparison)?.text
        }
    }
}
