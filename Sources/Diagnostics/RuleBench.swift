import Dissection

/// The rules as they stand for one flow, or for the capture, and what they have said so far.
struct RuleBench {
    private var rules: [any Rule]
    private var repetitions = FindingRepetitions()

    init(_ set: RuleSet) { rules = set.types.map { $0.init() } }

    mutating func observe(_ event: Event, _ interest: EventInterests, _ set: RuleSet, report: (Finding) -> Void) {
        let places = set.interested(in: interest)
        if case .message(let message) = event.body, let frame = message.frame {
            for index in places {
                Self.observe(frame, at: event, &rules[index], set.maximumReports[index], &repetitions, report)
            }
        } else {
            for index in places {
                Self.observe(event, &rules[index], set.maximumReports[index], &repetitions, report)
            }
        }
    }

    mutating func finish(_ totals: CaptureTotals, report: (Finding) -> Void) {
        for index in rules.indices {
            Self.finish(totals, &rules[index], &repetitions, report)
        }
        repetitions.report(at: nil, to: report)
    }

    func reportRepetitions(at end: Event, report: (Finding) -> Void) { repetitions.report(at: end, to: report) }

    // Rule and repetitions are handed over apart: the closure changes one while the other is being asked.

    private static func observe(
        _ event: Event, _ rule: inout any Rule, _ maximum: Int, _ repetitions: inout FindingRepetitions,
        _ report: (Finding) -> Void
    ) {
        rule.observe(event) { finding in
            if repetitions.admits(finding, maximum: maximum) { report(finding) }
        }
    }

    private static func observe(
        _ frame: OrdinaryFrame, at event: Event, _ rule: inout any Rule, _ maximum: Int,
        _ repetitions: inout FindingRepetitions, _ report: (Finding) -> Void
    ) {
        rule.observe(frame, at: event) { finding in
            if repetitions.admits(finding, maximum: maximum) { report(finding) }
        }
    }

    private static func finish(
        _ totals: CaptureTotals, _ rule: inout any Rule, _ repetitions: inout FindingRepetitions,
        _ report: (Finding) -> Void
    ) {
        let maximum = type(of: rule).maximumReports
        rule.finish(totals) { finding in
            if repetitions.admits(finding, maximum: maximum) { report(finding) }
        }
    }
}
