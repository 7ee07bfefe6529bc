import Diagnostics
import Dissection

/// JSON Lines: one event a line, as soon as it is known.
public struct JSONLinesRenderer: Renderer {
    private let lines = KeptWriter()
    private var captures = 0
    private var totals: [CaptureTotals] = []

    /// A renderer that has written nothing.
    public init() {}

    /// Writes what is known of the capture.
    public mutating func begin(_ capture: CaptureDescription, to output: inout [UInt8]) {
        lines.json.capture(capture, totals: nil)
        line(to: &output)
    }

    /// Writes the event.
    public mutating func render(_ event: Event, to output: inout [UInt8]) {
        lines.json.event(event)
        line(to: &output)
    }

    /// Writes the flow's end with the reason for it.
    public mutating func render(_ event: Event, _ ending: Ending, to output: inout [UInt8]) {
        lines.json.event(event, ending)
        line(to: &output)
    }

    /// Writes the finding.
    public mutating func render(_ finding: Finding, to output: inout [UInt8]) {
        lines.json.finding(finding)
        line(to: &output)
    }

    /// Nothing: no line is held back.
    public mutating func flush(to output: inout [UInt8]) {}

    /// Writes the capture again, with its totals.
    public mutating func end(_ capture: CaptureDescription, totals: CaptureTotals, to output: inout [UInt8]) {
        lines.json.capture(capture, totals: totals)
        line(to: &output)
        self.totals.append(totals)
    }

    /// Writes the summary.
    public mutating func finish(to output: inout [UInt8]) {
        lines.json.summary(totals)
        line(to: &output)
    }

    private mutating func line(to output: inout [UInt8]) {
        lines.json.newline()
        lines.json.append(to: &output)
    }
}
