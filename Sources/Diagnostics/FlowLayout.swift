import Folding

/// How what is held of one flow lies in memory: the witness of its end, what the rules of the capture remember of it,
/// its own rules.
struct FlowLayout {
    private let rules: RuleSet
    private let rulesOfCapture: RuleSet

    private static let memoriesOffset = aligned(MemoryLayout<FlowWitness>.size)
    private var rulesOffset: Int { Self.memoriesOffset + Self.aligned(rulesOfCapture.memoryByteCount) }

    /// - Parameters:
    ///   - rules: Those of a flow.
    ///   - rulesOfCapture: Those that watch all flows.
    init(_ rules: RuleSet, _ rulesOfCapture: RuleSet) {
        self.rules = rules
        self.rulesOfCapture = rulesOfCapture
        precondition(FoldedLayout.isMovable(FlowWitness.self) && FoldedLayout.isMovable(RuleNotes.self))
    }

    /// What is held at `block`.
    @inline(__always)
    func bench(at block: UnsafeMutableRawPointer) -> FlowBench {
        FlowBench(
            rules: RuleBench(rules, at: block + rulesOffset), memories: block + Self.memoriesOffset,
            witness: block.assumingMemoryBound(to: FlowWitness.self))
    }

    /// The same, for who folds it.
    var folded: FoldedLayout {
        FoldedLayout(byteCount: rulesOffset + rules.byteCount, begin: begin, end: end)
    }

    private func begin(_ block: UnsafeMutableRawPointer) {
        block.initializeMemory(as: FlowWitness.self, to: FlowWitness())
        let bench = bench(at: block)
        for place in rulesOfCapture.places { place.beginMemory(in: bench.memories) }
        bench.rules.begin()
    }

    private func end(_ block: UnsafeMutableRawPointer) {
        block.assumingMemoryBound(to: FlowWitness.self).deinitialize(count: 1)
        let bench = bench(at: block)
        for place in rulesOfCapture.places { place.endMemory(in: bench.memories) }
        bench.rules.end()
    }

    private static func aligned(_ byteCount: Int) -> Int {
        (byteCount + FoldedLayout.alignment - 1) & ~(FoldedLayout.alignment - 1)
    }
}
