import Dissection

/// JSON Lines: one event a line, as soon as it is known.
public struct JSONLinesRenderer: Renderer {
    private var json = JSONWriter()
    private var captures = 0
    private var totals: [CaptureTotals] = []

    public init() {}

    public mutating func begin(_ capture: CaptureDescription, to output: inout [UInt8]) {
        json.capture(capture, totals: nil)
        line(to: &output)
    }

    public mutating func render(_ event: Event, to output: inout [UInt8]) {
        json.event(event)
        line(to: &output)
    }

    public mutating func flush(to output: inout [UInt8]) {}

    public mutating func end(_ capture: CaptureDescription, totals: CaptureTotals, to output: inout [UInt8]) {
        json.capture(capture, totals: totals)
        line(to: &output)
        self.totals.append(totals)
    }

    public mutating func finish(to output: inout [UInt8]) {
        json.summary(totals)
        line(to: &output)
    }

    private mutating func line(to output: inout [UInt8]) {
        json.newline()
        json.append(to: &output)
    }
}
