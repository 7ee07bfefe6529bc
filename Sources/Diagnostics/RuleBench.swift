import Dissection

/// The rules as they stand for one flow, or for the capture: their states, where somebody else keeps them.
struct RuleBench {
    private let set: RuleSet
    /// The notes, and behind them the states, at the places that the set has given them.
    private let block: UnsafeMutableRawPointer

    init(_ set: RuleSet, at block: UnsafeMutableRawPointer) {
        self.set = set
        self.block = block
    }

    /// Puts rules there that have seen nothing.
    func begin() {
        block.initializeMemory(as: RuleNotes.self, to: RuleNotes())
        for place in set.places { place.begin(in: block) }
    }

    /// Takes the rules away.
    func end() {
        notes.deinitialize(count: 1)
        for place in set.places { place.end(in: block) }
    }

    private var notes: UnsafeMutablePointer<RuleNotes> { block.assumingMemoryBound(to: RuleNotes.self) }

    /// Shows an event to the rules of a capture.
    /// - Parameter memories: What they remember of its flow; `nil` where it is of none.
    func observe(
        _ event: Event, _ interest: EventInterests, memories: UnsafeMutableRawPointer?, report: (Finding) -> Void
    ) {
        for place in set.interested(in: interest) {
            if let memories {
                place.observe(event, in: block, memories: memories) { admit($0, of: place, report) }
            } else {
                place.observe(event, in: block) { admit($0, of: place, report) }
            }
        }
    }

    /// Shows an event to the rules of its flow.
    func observe(_ event: Event, _ interest: EventInterests, report: (Finding) -> Void) {
        let places = set.interested(in: interest)
        if case .message(let message) = event.body, let frame = message.frame {
            let step = set.hasStepRules ? notes.pointee.steps.step(to: frame, at: event) : nil
            for place in places {
                if !place.isOfSteps {
                    place.observe(frame, at: event, in: block) { admit($0, of: place, report) }
                } else if let step {
                    place.observe(step, at: event, in: block) { admit($0, of: place, report) }
                }
            }
            return
        }
        let steps = set.hasStepRules ? notes.pointee.steps.note(event) : []
        for place in places {
            if place.isOfSteps {
                for step in steps {
                    place.observe(step, at: event, in: block) { admit($0, of: place, report) }
                }
            } else {
                place.observe(event, in: block) { admit($0, of: place, report) }
            }
        }
        if case .flow = event.body {
            for place in set.openings { place.observe(event, in: block) { admit($0, of: place, report) } }
        }
    }

    func finish(_ totals: CaptureTotals, report: (Finding) -> Void) {
        for place in set.places {
            place.finish(totals, in: block) { admit($0, of: place, report) }
        }
        notes.pointee.repetitions.report(at: nil, to: report)
    }

    func reportRepetitions(at end: Event, report: (Finding) -> Void) {
        notes.pointee.repetitions.report(at: end, to: report)
    }

    private func admit(_ finding: Finding, of place: RulePlace, _ report: (Finding) -> Void) {
        if notes.pointee.repetitions.admits(finding, maximum: place.maximumReports) { report(finding) }
    }
}
