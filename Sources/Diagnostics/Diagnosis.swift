import Dissection
import Folding

/// Holds the events of a capture against the rules.
public struct Diagnosis {
    private let layout: FlowLayout
    /// What is held of each flow that is open.
    private let flows: FoldingStore
    /// The rules that watch all flows together.
    private let capture: CaptureBench
    private var publishers = PublisherRegister()

    /// Flows whose rules stand ready; those of others are folded.
    private static let readyFlows = 256

    /// - Parameter rules: Those to apply; all of `RuleTable` by default.
    public init(rules: [any Rule.Type] = RuleTable.all) {
        let rulesOfCapture = RuleSet(rules.filter { $0.scope == .capture }, tellsOpening: false)
        capture = CaptureBench(rulesOfCapture)
        layout = FlowLayout(RuleSet(rules.filter { $0.scope == .flow }, tellsOpening: true), rulesOfCapture)
        flows = FoldingStore(layout.folded, ready: Self.readyFlows)
    }

    /// Takes the next event; findings come at once, in the order of the table. What a rule finds again and again comes
    /// once, and at the flow's end with the number of times.
    ///
    /// - Returns: At a flow's end, why it ended.
    @discardableResult
    public mutating func observe(_ event: Event, report: (Finding) -> Void) -> Ending? {
        let interest = EventInterests(of: event)
        guard !interest.isEmpty else { return nil }
        guard interest != .capture else {
            capture.observe(event, interest, nil, report: report)
            return nil
        }
        let bench = layout.bench(at: flows[event.flow])
        capture.observe(event, interest, bench, report: report)
        bench.observe(event, interest, report: report)
        if case .stream(let introduction) = event.body, let server = bench.witness.server {
            publishers.note(introduction, flow: event.flow, at: server)
        }
        guard case .flowEnd(let end) = event.body else { return nil }
        defer { flows.remove(event.flow) }
        bench.rules.reportRepetitions(at: event, report: report)
        publishers.forget(event.flow)
        let rival = publishers.rival(of: event.flow, end)
        return Ending(EndingFacts(end, bench.witness, rival: rival, at: event))
    }

    /// The capture has ended: rules of the capture say what only its end tells.
    public mutating func finish(_ totals: CaptureTotals, report: (Finding) -> Void) {
        capture.finish(totals, report: report)
    }
}
