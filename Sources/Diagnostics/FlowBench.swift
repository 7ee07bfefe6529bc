import Dissection

/// What is held of one flow: the rules as they stand for it, and what its end will be explained with.
///
/// A class because a table of flows stays small thereby.
final class FlowBench {
    private var rules: RuleBench
    private(set) var witness = FlowWitness()

    init(_ set: RuleSet) { rules = RuleBench(set) }

    func observe(_ event: Event, _ interest: EventInterests, report: (Finding) -> Void) {
        witness.observe(event, interest)
        rules.observe(event, interest, report: report)
    }

    func reportRepetitions(at end: Event, report: (Finding) -> Void) {
        rules.reportRepetitions(at: end, report: report)
    }
}
