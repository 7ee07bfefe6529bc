import Dissection

/// What is held of one flow: the rules as they stand for it, and what its end will be explained with.
struct FlowBench {
    private var rules: RuleBench
    private(set) var witness = FlowWitness()

    init(_ set: RuleSet) { rules = RuleBench(set) }

    mutating func observe(_ event: Event, _ interest: EventInterests, _ set: RuleSet, report: (Finding) -> Void) {
        witness.observe(event, interest)
        rules.observe(event, interest, set, report: report)
    }

    func reportRepetitions(at end: Event, report: (Finding) -> Void) { rules.reportRepetitions(at: end, report: report) }
}
