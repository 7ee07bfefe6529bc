import Diagnostics
import Transcripts

/// What came of checking one capture.
public struct CheckResult: Sendable {
    /// What became of the golden.
    public enum Golden: Sendable {
        /// There is none to this name.
        case missing
        /// It is no transcript.
        case wrong(TranscriptSyntaxError)
        /// It cannot be read or written; a sentence.
        case failed(String)
        case compared(TranscriptComparison)
        /// It was written: anew, or with what had changed.
        case written(TranscriptComparison?)
    }

    public enum Verdict: Sendable {
        case ok, failed, unreadable
    }

    /// As the user named it.
    public var capture: String
    /// Path of the golden; `nil` where none was asked for.
    public var goldenPath: String?
    public var golden: Golden?
    public var flows = 0
    public var entries = 0
    public var assertions: [Assertion] = []
    public var failures: [AssertionFailure] = []
    /// As many as are listed, in the order in which they were found.
    public var findings: [Finding] = []
    public var findingCounts: [Severity: Int] = [:]
    /// Findings of this severity or worse are failures.
    public var failOn: Severity?
    /// What went wrong in reading the capture, each in one line.
    public var problems: [String] = []
    /// The capture could be read to its end.
    public var isReadable = true
    /// Seconds that the check took; `nil` where nobody looked at a clock.
    public var seconds: Double?

    /// Findings that are listed of one capture.
    public static let maximumFindings = 1_000

    public init(capture: String) { self.capture = capture }

    public mutating func add(_ finding: Finding) {
        findingCounts[finding.severity, default: 0] += 1
        if findings.count < Self.maximumFindings { findings.append(finding) }
    }

    /// Findings that make the check fail.
    public var badFindings: [Finding] { failOn.map { limit in findings.filter { $0.severity >= limit } } ?? [] }

    /// How many of them there are, listed or not.
    public var badFindingCount: Int {
        failOn.map { limit in findingCounts.reduce(0) { $0 + ($1.key >= limit ? $1.value : 0) } } ?? 0
    }

    /// The golden is there and says the same.
    public var fitsGolden: Bool {
        switch golden {
        case nil, .written: true
        case .compared(let comparison): comparison.isSame
        case .missing, .wrong, .failed: false
        }
    }

    public var verdict: Verdict {
        if !isReadable { return .unreadable }
        return fitsGolden && failures.isEmpty && badFindingCount == 0 ? .ok : .failed
    }
}
