import Dissection
import Folding

/// The rules that watch all flows of a capture together. They have something to say at its end even where nothing
/// happened.
///
/// A class because it owns the memory that they stand in.
final class CaptureBench {
    private let rules: RuleBench
    private let block: UnsafeMutableRawPointer

    init(_ set: RuleSet) {
        block = .allocate(byteCount: set.byteCount, alignment: FoldedLayout.alignment)
        rules = RuleBench(set, at: block)
        rules.begin()
    }

    deinit {
        rules.end()
        block.deallocate()
    }

    /// - Parameter bench: That of the event's flow, where it is of one.
    func observe(_ event: Event, _ interest: EventInterests, _ bench: FlowBench?, report: (Finding) -> Void) {
        rules.observe(event, interest, memories: bench?.memories, report: report)
    }

    func finish(_ totals: CaptureTotals, report: (Finding) -> Void) { rules.finish(totals, report: report) }
}
