import Diagnostics
import Dissection
import Transcripts

/// Gathers what a check looks at, where other renderers write: nothing of it reaches the output.
public struct TranscriptRenderer: Renderer {
    /// What was gathered; a class, because it is looked at when the renderer is gone.
    public final class Gathered {
        public fileprivate(set) var transcript = Transcript()
        public fileprivate(set) var result: CheckResult

        /// - Parameter capture: how it is called.
        public init(capture: String) { result = CheckResult(capture: capture) }
    }

    private let gathered: Gathered
    private let settings: TranscriptSettings
    private var builder: TranscriptBuilder

    public init(into gathered: Gathered, settings: TranscriptSettings = .init()) {
        self.gathered = gathered
        self.settings = settings
        builder = TranscriptBuilder(settings: settings)
    }

    public mutating func begin(_ capture: CaptureDescription, to output: inout [UInt8]) {
        builder = TranscriptBuilder(settings: settings)
    }

    public mutating func render(_ event: Event, to output: inout [UInt8]) { builder.receive(event) }

    public mutating func render(_ finding: Finding, to output: inout [UInt8]) { gathered.result.add(finding) }

    public mutating func flush(to output: inout [UInt8]) {}

    public mutating func end(_ capture: CaptureDescription, totals: CaptureTotals, to output: inout [UInt8]) {
        gathered.transcript = builder.finish()
    }

    public mutating func finish(to output: inout [UInt8]) {}
}
