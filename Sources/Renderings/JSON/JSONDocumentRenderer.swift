import Dissection

/// One JSON document: captures, and in each the flows with their events, as each flow ends.
///
/// What is held is the text of the flows that are still open.
public struct JSONDocumentRenderer: Renderer {
    private var json = JSONWriter()
    private var open: [Int: [UInt8]] = [:]
    private var hasFlow = false
    private var hasCapture = false
    private var totals: [CaptureTotals] = []

    public init() {}

    public mutating func begin(_ capture: CaptureDescription, to output: inout [UInt8]) {
        output.append(
            contentsOf: (hasCapture ? "," : "{\"schema_version\":\"\(JSONContract.version)\",\"captures\":[").utf8)
        output.append(contentsOf: "\n{\"flows\":[".utf8)
        hasCapture = true
        hasFlow = false
    }

    public mutating func render(_ event: Event, to output: inout [UInt8]) {
        json.event(event)
        let text = json.take()
        if open[event.flow] == nil {
            open[event.flow] = Array("{\"flow\":\(event.flow),\"events\":[\n".utf8)
        } else {
            open[event.flow]?.append(contentsOf: ",\n".utf8)
        }
        open[event.flow]?.append(contentsOf: text)
        if case .flowEnd = event.body, let flow = open.removeValue(forKey: event.flow) {
            output.append(contentsOf: (hasFlow ? ",\n" : "\n").utf8)
            output.append(contentsOf: flow)
            output.append(contentsOf: "]}".utf8)
            hasFlow = true
        }
    }

    public mutating func flush(to output: inout [UInt8]) {}

    public mutating func end(_ capture: CaptureDescription, totals: CaptureTotals, to output: inout [UInt8]) {
        // Flows narrowed so that their end is not shown are closed here.
        for (_, flow) in open.sorted(by: { $0.key < $1.key }) {
            output.append(contentsOf: (hasFlow ? ",\n" : "\n").utf8)
            output.append(contentsOf: flow)
            output.append(contentsOf: "]}".utf8)
            hasFlow = true
        }
        open = [:]
        output.append(contentsOf: "],\n\"capture\":".utf8)
        json.capture(capture, totals: totals)
        output.append(contentsOf: json.take())
        output.append(UInt8(ascii: "}"))
        self.totals.append(totals)
    }

    public mutating func finish(to output: inout [UInt8]) {
        if !hasCapture {
            output.append(contentsOf: "{\"schema_version\":\"\(JSONContract.version)\",\"captures\":[".utf8)
        }
        output.append(contentsOf: "],\n\"summary\":".utf8)
        json.summary(totals)
        output.append(contentsOf: json.take())
        output.append(contentsOf: "}\n".utf8)
    }
}
