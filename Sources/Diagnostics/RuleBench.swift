import Dissection

/// The rules as they stand for one flow, or for the capture, and what they have said so far.
struct RuleBench: ~Copyable {
    private let set: RuleSet
    /// The rules' states, at the places that the set has given them.
    private let states: UnsafeMutableRawPointer
    /// Kept once for all rules that ask for them.
    private var steps = TimestampSteps()
    private var repetitions = FindingRepetitions()

    init(_ set: RuleSet) {
        self.set = set
        states = .allocate(byteCount: max(set.byteCount, 1), alignment: RuleSet.alignment)
        for place in set.places { place.begin(in: states) }
    }

    deinit {
        for place in set.places { place.end(in: states) }
        states.deallocate()
    }

    mutating func observe(_ event: Event, _ interest: EventInterests, report: (Finding) -> Void) {
        let places = set.interested(in: interest)
        if case .message(let message) = event.body, let frame = message.frame {
            let step = set.hasStepRules ? steps.step(to: frame, at: event) : nil
            for place in places {
                if !place.isOfSteps {
                    place.observe(frame, at: event, in: states) { finding in
                        if repetitions.admits(finding, maximum: place.maximumReports) { report(finding) }
                    }
                } else if let step {
                    ask(place, step, event, report)
                }
            }
            return
        }
        let steps = set.hasStepRules ? steps.note(event) : []
        for place in places {
            if place.isOfSteps {
                for step in steps { ask(place, step, event, report) }
            } else {
                ask(place, event, report)
            }
        }
        if case .flow = event.body {
            for place in set.openings { ask(place, event, report) }
        }
    }

    private mutating func ask(_ place: RulePlace, _ event: Event, _ report: (Finding) -> Void) {
        place.observe(event, in: states) { finding in
            if repetitions.admits(finding, maximum: place.maximumReports) { report(finding) }
        }
    }

    private mutating func ask(
        _ place: RulePlace, _ step: TimestampStep, _ event: Event, _ report: (Finding) -> Void
    ) {
        place.observe(step, at: event, in: states) { finding in
            if repetitions.admits(finding, maximum: place.maximumReports) { report(finding) }
        }
    }

    mutating func finish(_ totals: CaptureTotals, report: (Finding) -> Void) {
        for place in set.places {
            place.finish(totals, in: states) { finding in
                if repetitions.admits(finding, maximum: place.maximumReports) { report(finding) }
            }
        }
        repetitions.report(at: nil, to: report)
    }

    func reportRepetitions(at end: Event, report: (Finding) -> Void) { repetitions.report(at: end, to: report) }
}
