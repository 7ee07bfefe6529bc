import Dissection

/// A rule of the capture that remembers something of each flow that is open.
///
/// That stands with what the flow's own rules remember, and goes with the flow; in itself the rule keeps what concerns
/// several flows.
public protocol FlowRememberingRule: Rule {
    /// What it remembers of one flow.
    associatedtype Memory: FlowMemory

    /// Looks at the next event of its kinds, with what it remembers of the event's flow, and reports what it finds.
    mutating func observe(_ event: Event, of flow: inout Memory, report: (Finding) -> Void)
}

extension FlowRememberingRule {
    /// Of the capture: it watches all flows.
    public static var scope: RuleScope { .capture }

    /// It is one.
    public static var remembering: (any FlowRememberingRule.Type)? { self }

    /// An event of no flow.
    public mutating func observe(_ event: Event, report: (Finding) -> Void) {
        var none = Memory()
        observe(event, of: &none, report: report)
    }
}

/// What a `FlowRememberingRule` remembers of a flow.
public protocol FlowMemory: Sendable {
    /// Of a flow that nothing has happened on.
    init()
}
