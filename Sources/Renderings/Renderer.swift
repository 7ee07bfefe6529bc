import Diagnostics
import Dissection

/// Turns the events of a capture into text of some form, piece by piece, as they come.
///
/// Output is appended to a buffer that the caller writes out and empties when it likes.
public protocol Renderer {
    mutating func begin(_ capture: CaptureDescription, to output: inout [UInt8])
    mutating func render(_ event: Event, to output: inout [UInt8])
    /// A finding comes behind the event that it was found at.
    mutating func render(_ finding: Finding, to output: inout [UInt8])
    /// What has been folded or held back is written out, as far as it may be.
    mutating func flush(to output: inout [UInt8])
    mutating func end(_ capture: CaptureDescription, totals: CaptureTotals, to output: inout [UInt8])
    /// After the last capture.
    mutating func finish(to output: inout [UInt8])
}
