import Diagnostics
import Dissection

/// Turns the events of a capture into text of some form, piece by piece, as they come.
///
/// Output is appended to a buffer that the caller writes out and empties when it likes.
public protocol Renderer {
    mutating func begin(_ capture: CaptureDescription, to output: inout [UInt8])
    mutating func render(_ event: Event, to output: inout [UInt8])
    /// A flow's end, with the reason for it.
    mutating func render(_ event: Event, _ ending: Ending, to output: inout [UInt8])
    /// A finding comes behind the event that it was found at.
    mutating func render(_ finding: Finding, to output: inout [UInt8])
    /// What has been folded or held back is written out, as far as it may be.
    mutating func flush(to output: inout [UInt8])
    mutating func end(_ capture: CaptureDescription, totals: CaptureTotals, to output: inout [UInt8])
    /// After the last capture.
    mutating func finish(to output: inout [UInt8])
}

extension Renderer {
    /// For renderers that say nothing of reasons.
    public mutating func render(_ event: Event, _ ending: Ending, to output: inout [UInt8]) {
        render(event, to: &output)
    }
}
