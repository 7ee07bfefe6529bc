import Diagnostics
import Dissection

/// What a reader gets of a capture: its events held against the rules, narrowed, and rendered.
///
/// Everything that shows events goes through it, so that a file, a live interface and a test show the same.
public struct Presentation<Output: Renderer> {
    private var renderer: Output
    private let filter: EventFilter
    private let rules: [any Rule.Type]
    private var diagnosis: Diagnosis
    /// The worst finding of all captures so far, whether it was shown or not.
    public private(set) var worst: Severity?

    /// - Parameter rules: Those to hold the events against.
    public init(_ renderer: Output, filter: EventFilter = .init(), rules: [any Rule.Type] = RuleTable.all) {
        self.renderer = renderer
        self.filter = filter
        self.rules = rules
        diagnosis = Diagnosis(rules: rules)
    }

    /// Opens a capture.
    public mutating func begin(_ capture: CaptureDescription, to output: inout [UInt8]) {
        diagnosis = Diagnosis(rules: rules)
        renderer.begin(capture, to: &output)
    }

    /// Shows an event, and behind it what was found at it; what is found at a flow's end comes before that end.
    public mutating func show(_ event: Event, to output: inout [UInt8]) {
        if case .flowEnd = event.body {
            let ending = Self.judge(event, &diagnosis, &renderer, &worst, filter, to: &output)
            guard filter.admits(event) else { return }
            if let ending {
                renderer.render(event, ending, to: &output)
            } else {
                renderer.render(event, to: &output)
            }
        } else {
            if filter.admits(event) { renderer.render(event, to: &output) }
            Self.judge(event, &diagnosis, &renderer, &worst, filter, to: &output)
        }
    }

    /// Writes out what was folded or held back, as far as it may be.
    public mutating func flush(to output: inout [UInt8]) { renderer.flush(to: &output) }

    /// Closes a capture.
    public mutating func end(_ capture: CaptureDescription, totals: CaptureTotals, to output: inout [UInt8]) {
        Self.finish(totals, &diagnosis, &renderer, &worst, filter, to: &output)
        renderer.end(capture, totals: totals, to: &output)
    }

    /// After the last capture.
    public mutating func finish(to output: inout [UInt8]) { renderer.finish(to: &output) }

    // The parts are handed to static functions one by one: the closure of one may then change the others.

    @discardableResult
    private static func judge(
        _ event: Event, _ diagnosis: inout Diagnosis, _ renderer: inout Output, _ worst: inout Severity?,
        _ filter: EventFilter, to output: inout [UInt8]
    ) -> Ending? {
        diagnosis.observe(event) { finding in
            worst = max(worst ?? finding.severity, finding.severity)
            if filter.admits(finding) { renderer.render(finding, to: &output) }
        }
    }

    private static func finish(
        _ totals: CaptureTotals, _ diagnosis: inout Diagnosis, _ renderer: inout Output, _ worst: inout Severity?,
        _ filter: EventFilter, to output: inout [UInt8]
    ) {
        diagnosis.finish(totals) { finding in
            worst = max(worst ?? finding.severity, finding.severity)
            if filter.admits(finding) { renderer.render(finding, to: &output) }
        }
    }
}
