import Dissection

/// Holds the events of a capture against the rules.
public struct Diagnosis {
    private let flowRules: RuleSet
    private var flows: [Int: RuleBench] = [:]
    /// The rules that watch all flows together.
    private let captureRules: RuleSet
    private var capture: RuleBench

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
    public mutating func observe(_ event: Event, report: (Finding) -> Void) {
        let interest = EventInterests(of: event)
        guard !interest.isEmpty else { return }
        capture.observe(event, interest, captureRules, report: report)
        flows[event.flow, default: RuleBench(flowRules)].observe(event, interest, flowRules, report: report)
        if case .flowEnd = event.body, let bench = flows.removeValue(forKey: event.flow) {
            bench.reportRepetitions(at: event, report: report)
        }
    }

    /// The capture has ended: rules of the capture say what only its end tells.
    public mutating func finish(_ totals: CaptureTotals, report: (Finding) -> Void) {
        capture.finish(totals, report: report)
    }
}
