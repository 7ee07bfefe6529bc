import Dissection

/// What is held of one flow, where somebody else keeps it: the rules as they stand for it, what the rules of the capture
/// remember of it, and what its end will be explained with.
struct FlowBench {
    let rules: RuleBench
    let memories: UnsafeMutableRawPointer
    private let witnessed: UnsafeMutablePointer<FlowWitness>

    init(rules: RuleBench, memories: UnsafeMutableRawPointer, witness: UnsafeMutablePointer<FlowWitness>) {
        self.rules = rules
        self.memories = memories
        witnessed = witness
    }

    var witness: FlowWitness {
        @inline(__always) _read { yield witnessed.pointee }
    }

    func observe(_ event: Event, _ interest: EventInterests, report: (Finding) -> Void) {
        witnessed.pointee.observe(event, interest)
        rules.observe(event, interest, report: report)
    }
}
