import Dissection

/// The rules that watch all flows of a capture together. They have something to say at its end even where nothing
/// happened.
///
/// A class because a `Diagnosis` can be copied, and rules cannot.
final class CaptureBench {
    private var rules: RuleBench

    init(_ set: RuleSet) { rules = RuleBench(set) }

    func observe(_ event: Event, _ interest: EventInterests, report: (Finding) -> Void) {
        rules.observe(event, interest, report: report)
    }

    func finish(_ totals: CaptureTotals, report: (Finding) -> Void) { rules.finish(totals, report: report) }
}
