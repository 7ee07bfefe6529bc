import Dissection

/// The rules as they stand for one flow, or for the capture, and what they have said so far.
///
/// A rule takes its seat when it is asked for the first time: thousands of open flows have said little, and most rules
/// are never asked about them.
struct RuleBench {
    /// By place in the set: the seat in `rules`, counted from 1; 0 while it has none.
    private var seats: [UInt16]
    private var rules: [any Rule] = []
    private var repetitions = FindingRepetitions()
    /// The flow's, for rules that are told it late.
    private var opening: Event?

    init(_ set: RuleSet) { seats = [UInt16](repeating: 0, count: set.types.count) }

    /// Gives every rule its seat.
    mutating func seatAll(_ set: RuleSet) {
        for place in set.types.indices { _ = seat(place, set) { _ in } }
    }

    mutating func observe(_ event: Event, _ interest: EventInterests, _ set: RuleSet, report: (Finding) -> Void) {
        let places = set.interested(in: interest)
        if case .message(let message) = event.body, let frame = message.frame {
            for place in places {
                let seat = seat(place, set, report)
                Self.observe(frame, at: event, &rules[seat], set.maximumReports[place], &repetitions, report)
            }
            return
        }
        if case .flow = event.body { opening = event }
        for place in places {
            let seat = seat(place, set, report)
            Self.observe(event, &rules[seat], set.maximumReports[place], &repetitions, report)
        }
    }

    @inline(__always)
    private mutating func seat(_ place: Int, _ set: RuleSet, _ report: (Finding) -> Void) -> Int {
        let seat = Int(seats[place])
        return seat > 0 ? seat - 1 : newSeat(place, set, report)
    }

    private mutating func newSeat(_ place: Int, _ set: RuleSet, _ report: (Finding) -> Void) -> Int {
        // A few at a time: twice as many would stay empty.
        if rules.count == rules.capacity { rules.reserveCapacity(rules.count + 8) }
        rules.append(set.types[place].init())
        seats[place] = UInt16(truncatingIfNeeded: rules.count)
        if set.isOpenedLate[place], let opening {
            Self.observe(opening, &rules[rules.count - 1], set.maximumReports[place], &repetitions, report)
        }
        return rules.count - 1
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
