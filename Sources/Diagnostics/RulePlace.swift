import Dissection

/// Where a rule's state stands among those of all rules of a set, and how it is asked there.
///
/// The states of a flow's rules stand side by side in one block of memory: a box for each rule would take more than the
/// states do, and looking into them all would miss the cache where thousands of flows are open.
struct RulePlace {
    let rule: any Rule.Type
    /// Bytes from the beginning of the block.
    let offset: Int
    let maximumReports: Int
    /// Asked for the steps between timestamps, in place of the event.
    var isOfSteps = false
    /// Where it remembers something of each flow: its type again, and bytes from the beginning of what such rules remember.
    var remembering: (rule: any FlowRememberingRule.Type, offset: Int)?

    /// Puts the state of a rule that has seen nothing there.
    func begin(in block: UnsafeMutableRawPointer) { begin(rule, block) }

    /// Takes the state away.
    func end(in block: UnsafeMutableRawPointer) { end(rule, block) }

    @inline(__always)
    func observe(_ event: Event, in block: UnsafeMutableRawPointer, _ report: (Finding) -> Void) {
        observe(rule, event, block, report)
    }

    /// The same for a rule of the capture.
    /// - Parameter memories: What such rules remember of the event's flow.
    func observe(
        _ event: Event, in block: UnsafeMutableRawPointer, memories: UnsafeMutableRawPointer,
        _ report: (Finding) -> Void
    ) {
        if let (rule, offset) = remembering {
            observe(rule, event, block, memories + offset, report)
        } else {
            observe(rule, event, block, report)
        }
    }

    /// Puts what it remembers of a flow there, of one that nothing has happened on.
    func beginMemory(in memories: UnsafeMutableRawPointer) {
        if let (rule, offset) = remembering { beginMemory(rule, memories + offset) }
    }

    /// Takes that away.
    func endMemory(in memories: UnsafeMutableRawPointer) {
        if let (rule, offset) = remembering { endMemory(rule, memories + offset) }
    }

    @inline(__always)
    func observe(
        _ frame: OrdinaryFrame, at event: Event, in block: UnsafeMutableRawPointer, _ report: (Finding) -> Void
    ) {
        observe(rule, frame, event, block, report)
    }

    @inline(__always)
    func observe(
        _ step: TimestampStep, at event: Event, in block: UnsafeMutableRawPointer, _ report: (Finding) -> Void
    ) {
        observe(rule, step, event, block, report)
    }

    func finish(_ totals: CaptureTotals, in block: UnsafeMutableRawPointer, _ report: (Finding) -> Void) {
        finish(rule, totals, block, report)
    }

    // The type is opened: within these functions it is the rule's own.

    private func begin<R: Rule>(_ type: R.Type, _ block: UnsafeMutableRawPointer) {
        (block + offset).initializeMemory(as: R.self, to: R())
    }

    private func end<R: Rule>(_ type: R.Type, _ block: UnsafeMutableRawPointer) {
        (block + offset).assumingMemoryBound(to: R.self).deinitialize(count: 1)
    }

    @inline(__always)
    private func observe<R: Rule>(
        _ type: R.Type, _ event: Event, _ block: UnsafeMutableRawPointer, _ report: (Finding) -> Void
    ) {
        (block + offset).assumingMemoryBound(to: R.self).pointee.observe(event, report: report)
    }

    @inline(__always)
    private func observe<R: Rule>(
        _ type: R.Type, _ frame: OrdinaryFrame, _ event: Event, _ block: UnsafeMutableRawPointer,
        _ report: (Finding) -> Void
    ) {
        (block + offset).assumingMemoryBound(to: R.self).pointee.observe(frame, at: event, report: report)
    }

    @inline(__always)
    private func observe<R: Rule>(
        _ type: R.Type, _ step: TimestampStep, _ event: Event, _ block: UnsafeMutableRawPointer,
        _ report: (Finding) -> Void
    ) {
        (block + offset).assumingMemoryBound(to: R.self).pointee.observe(step, at: event, report: report)
    }

    private func observe<R: FlowRememberingRule>(
        _ type: R.Type, _ event: Event, _ block: UnsafeMutableRawPointer, _ memory: UnsafeMutableRawPointer,
        _ report: (Finding) -> Void
    ) {
        (block + offset).assumingMemoryBound(to: R.self).pointee.observe(
            event, of: &memory.assumingMemoryBound(to: R.Memory.self).pointee, report: report)
    }

    private func beginMemory<R: FlowRememberingRule>(_ type: R.Type, _ memory: UnsafeMutableRawPointer) {
        memory.initializeMemory(as: R.Memory.self, to: R.Memory())
    }

    private func endMemory<R: FlowRememberingRule>(_ type: R.Type, _ memory: UnsafeMutableRawPointer) {
        memory.assumingMemoryBound(to: R.Memory.self).deinitialize(count: 1)
    }

    private func finish<R: Rule>(
        _ type: R.Type, _ totals: CaptureTotals, _ block: UnsafeMutableRawPointer, _ report: (Finding) -> Void
    ) {
        (block + offset).assumingMemoryBound(to: R.self).pointee.finish(totals, report: report)
    }
}
