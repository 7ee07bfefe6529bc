import Dissection

/// Findings that wait for the flow's end: only then is it known whether a hole of the capture, in the other direction
/// perhaps, holds what seems to be missing.
struct DeferredFindings: Sendable {
    private var findings: [Finding] = []

    private static let maximum = 64

    mutating func append(_ finding: Finding) {
        if findings.count < Self.maximum { findings.append(finding) }
    }

    /// Another explanation was found.
    mutating func removeAll() { findings.removeAll() }

    /// Reports them at the flow's end, if the capture has all of both directions.
    mutating func release(at event: Event, _ coverage: CaptureCoverage, _ report: (Finding) -> Void) {
        guard event.flowEnd != nil else { return }
        if coverage.isWhole { for finding in findings { report(finding) } }
        findings.removeAll()
    }
}
