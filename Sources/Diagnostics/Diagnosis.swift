import Dissection

/// Holds the events of a capture against the rules.
public struct Diagnosis {
    private let rules: [any Rule.Type]
    private var flows: [Int: FlowDiagnosis] = [:]

    /// - Parameter rules: Those to apply; all of `RuleTable` by default.
    public init(rules: [any Rule.Type] = RuleTable.all) { self.rules = rules }

    /// Takes the next event; findings come at once, in the order of the table.
    public mutating func observe(_ event: Event, report: (Finding) -> Void) {
        let interest = EventInterests(of: event)
        guard !interest.isEmpty else { return }
        flows[event.flow, default: FlowDiagnosis(rules)].observe(event, interest, report: report)
        if case .flowEnd = event.body { flows[event.flow] = nil }
    }
}

/// The rules as they stand for one flow.
private struct FlowDiagnosis {
    private var rules: [any Rule]
    private let interests: [EventInterests]

    init(_ types: [any Rule.Type]) {
        rules = types.map { $0.init() }
        interests = types.map { $0.interests }
    }

    mutating func observe(_ event: Event, _ interest: EventInterests, report: (Finding) -> Void) {
        for index in rules.indices where !interests[index].isDisjoint(with: interest) {
            rules[index].observe(event, report: report)
        }
    }
}
