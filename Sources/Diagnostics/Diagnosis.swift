import Dissection

/// Holds the events of a capture against the rules.
public struct Diagnosis {
    private let flowRules: RuleSet
    private var flows: [Int: FlowBench] = [:]
    /// The rules that watch all flows together.
    private let captureRules: RuleSet
    private var capture: RuleBench
    private var publishers = PublisherRegister()

    /// - Parameter rules: Those to apply; all of `RuleTable` by default.
    public init(rules: [any Rule.Type] = RuleTable.all) {
        flowRules = RuleSet(rules.filter { $0.scope == .flow }, opensLate: true)
        captureRules = RuleSet(rules.filter { $0.scope == .capture }, opensLate: false)
        capture = RuleBench(captureRules)
        // They have something to say at the end even where nothing happened.
        capture.seatAll(captureRules)
    }

    /// Takes the next event; findings come at once, in the order of the table. What a rule finds again and again comes
    /// once, and at the flow's end with the number of times.
    ///
    /// - Returns: At a flow's end, why it ended.
    @discardableResult
    public mutating func observe(_ event: Event, report: (Finding) -> Void) -> Ending? {
        let interest = EventInterests(of: event)
        guard !interest.isEmpty else { return nil }
        capture.observe(event, interest, captureRules, report: report)
        if interest == .capture { return nil }
        flows[event.flow, default: FlowBench(flowRules)].observe(event, interest, flowRules, report: report)
        if case .stream(let introduction) = event.body, let server = flows[event.flow]?.witness.server {
            publishers.note(introduction, flow: event.flow, at: server)
        }
        guard case .flowEnd(let end) = event.body, let bench = flows.removeValue(forKey: event.flow) else { return nil }
        bench.reportRepetitions(at: event, report: report)
        publishers.forget(event.flow)
        let rival = publishers.rival(of: event.flow, end)
        return Ending(EndingFacts(end, bench.witness, rival: rival, at: event))
    }

    /// The capture has ended: rules of the capture say what only its end tells.
    public mutating func finish(_ totals: CaptureTotals, report: (Finding) -> Void) {
        capture.finish(totals, report: report)
    }
}
