import Dissection

/// Holds the events of a capture against the rules.
public struct Diagnosis {
    private let flowRules: RuleSet
    private var flows: [Int: FlowBench] = [:]
    /// The flow that was looked at last, which is often that of the next event.
    private var latest: (flow: Int, bench: FlowBench)?
    /// The rules that watch all flows together.
    private let capture: CaptureBench
    private var publishers = PublisherRegister()

    /// - Parameter rules: Those to apply; all of `RuleTable` by default.
    public init(rules: [any Rule.Type] = RuleTable.all) {
        flowRules = RuleSet(rules.filter { $0.scope == .flow }, tellsOpening: true)
        capture = CaptureBench(RuleSet(rules.filter { $0.scope == .capture }, tellsOpening: false))
    }

    /// Takes the next event; findings come at once, in the order of the table. What a rule finds again and again comes
    /// once, and at the flow's end with the number of times.
    ///
    /// - Returns: At a flow's end, why it ended.
    @discardableResult
    public mutating func observe(_ event: Event, report: (Finding) -> Void) -> Ending? {
        let interest = EventInterests(of: event)
        guard !interest.isEmpty else { return nil }
        capture.observe(event, interest, report: report)
        if interest == .capture { return nil }
        let bench = bench(of: event.flow)
        bench.observe(event, interest, report: report)
        if case .stream(let introduction) = event.body, let server = bench.witness.server {
            publishers.note(introduction, flow: event.flow, at: server)
        }
        guard case .flowEnd(let end) = event.body else { return nil }
        flows[event.flow] = nil
        latest = nil
        bench.reportRepetitions(at: event, report: report)
        publishers.forget(event.flow)
        let rival = publishers.rival(of: event.flow, end)
        return Ending(EndingFacts(end, bench.witness, rival: rival, at: event))
    }

    private mutating func bench(of flow: Int) -> FlowBench {
        if let latest, latest.flow == flow { return latest.bench }
        let bench: FlowBench
        if let known = flows[flow] {
            bench = known
        } else {
            bench = FlowBench(flowRules)
            flows[flow] = bench
        }
        latest = (flow, bench)
        return bench
    }

    /// The capture has ended: rules of the capture say what only its end tells.
    public mutating func finish(_ totals: CaptureTotals, report: (Finding) -> Void) {
        capture.finish(totals, report: report)
    }
}
