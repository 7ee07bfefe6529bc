import Diagnostics
import Dissection

/// One JSON document: captures, and in each the flows with their events, as each flow ends.
///
/// What is held is the text of the flows that are still open.
public struct JSONDocumentRenderer: Renderer {
    private let kept = KeptWriter()
    private var open: [Int: [UInt8]] = [:]
    /// The flow that ended last: findings about its end may follow.
    private var ended: Int?
    /// Findings about the whole capture.
    private var captureFindings: [[UInt8]] = []
    private var hasFlow = false
    private var hasCapture = false
    private var totals: [CaptureTotals] = []

    /// A renderer that has written nothing.
    public init() {}

    /// Opens the capture's object.
    public mutating func begin(_ capture: CaptureDescription, to output: inout [UInt8]) {
        output.append(
            contentsOf: (hasCapture ? "," : "{\"schema_version\":\"\(JSONContract.version)\",\"captures\":[").utf8)
        output.append(contentsOf: "\n{\"flows\":[".utf8)
        hasCapture = true
        hasFlow = false
    }

    /// Holds the event until its flow ends.
    public mutating func render(_ event: Event, to output: inout [UInt8]) { render(event, nil, to: &output) }

    /// Holds the flow's end with the reason for it.
    public mutating func render(_ event: Event, _ ending: Ending, to output: inout [UInt8]) {
        render(event, .some(ending), to: &output)
    }

    private mutating func render(_ event: Event, _ ending: Ending?, to output: inout [UInt8]) {
        writeEnded(to: &output)
        kept.json.event(event, ending)
        hold(kept.json.take(), of: event.flow)
        if case .flowEnd = event.body { ended = event.flow }
    }

    /// Holds the finding with its flow's events, or with the capture.
    public mutating func render(_ finding: Finding, to output: inout [UInt8]) {
        kept.json.finding(finding)
        let text = kept.json.take()
        if let flow = finding.flow { hold(text, of: flow) } else { captureFindings.append(text) }
    }

    private mutating func hold(_ text: [UInt8], of flow: Int) {
        if open[flow] == nil {
            open[flow] = Array("{\"flow\":\(flow),\"events\":[\n".utf8)
        } else {
            open[flow]?.append(contentsOf: ",\n".utf8)
        }
        open[flow]?.append(contentsOf: text)
    }

    private mutating func writeEnded(to output: inout [UInt8]) {
        if let ended, let flow = open.removeValue(forKey: ended) { write(flow, to: &output) }
        ended = nil
    }

    private mutating func write(_ flow: [UInt8], to output: inout [UInt8]) {
        output.append(contentsOf: (hasFlow ? ",\n" : "\n").utf8)
        output.append(contentsOf: flow)
        output.append(contentsOf: "]}".utf8)
        hasFlow = true
    }

    /// Nothing: flows are written whole.
    public mutating func flush(to output: inout [UInt8]) {}

    /// Writes the flows that are still open, and the capture itself.
    public mutating func end(_ capture: CaptureDescription, totals: CaptureTotals, to output: inout [UInt8]) {
        writeEnded(to: &output)
        // Flows narrowed so that their end is not shown are closed here.
        for (_, flow) in open.sorted(by: { $0.key < $1.key }) { write(flow, to: &output) }
        open = [:]
        output.append(contentsOf: "],\n\"findings\":[".utf8)
        output.append(contentsOf: captureFindings.joined(separator: [UInt8(ascii: ",")]))
        captureFindings = []
        output.append(contentsOf: "],\n\"capture\":".utf8)
        kept.json.capture(capture, totals: totals)
        output.append(contentsOf: kept.json.take())
        output.append(UInt8(ascii: "}"))
        self.totals.append(totals)
    }

    /// Writes the summary and closes the document.
    public mutating func finish(to output: inout [UInt8]) {
        if !hasCapture {
            output.append(contentsOf: "{\"schema_version\":\"\(JSONContract.version)\",\"captures\":[".utf8)
        }
        output.append(contentsOf: "],\n\"summary\":".utf8)
        kept.json.summary(totals)
        output.append(contentsOf: kept.json.take())
        output.append(contentsOf: "}\n".utf8)
    }
}
