import Dissection

/// One class of trouble: what it looks for in the events of a flow, and what it says when it finds it.
///
/// A rule is one file in `Rules/` and one line in `RuleTable`. It sees events, never bytes or files; it lives as long
/// as its flow and keeps in itself what it has to remember. It must stay silent on a healthy session: a false alarm
/// costs more trust than a miss. Damage of the capture is blamed on the capture, not on the peers.
public protocol Rule: Sendable {
    /// Kebab-case words that never change.
    static var id: String { get }
    /// Its usual severity; a finding may deviate.
    static var severity: Severity { get }
    /// One line: what is wrong.
    static var title: String { get }
    /// For `rtmp-dissect explain`.
    static var explanation: Explanation { get }
    /// Only events of these kinds are handed to it.
    static var interests: EventInterests { get }
    /// Whether each flow has its own, or one watches them all. Of a flow by default.
    static var scope: RuleScope { get }
    /// The rule itself, where it is a `FlowRememberingRule`: asking the runtime whether each is one takes a third of the
    /// time that the tool takes to start.
    static var remembering: (any FlowRememberingRule.Type)? { get }
    /// Findings of one severity and one direction that are told one by one; further ones are counted and told as one
    /// when the flow (or the capture, by the scope) ends. One by default: a rule that names something else each time
    /// asks for more.
    static var maximumReports: Int { get }

    /// A rule that has seen nothing yet.
    init()

    /// Looks at the next event of its kinds, and reports what it finds.
    mutating func observe(_ event: Event, report: (Finding) -> Void)

    /// Looks at a message that is an ordinary frame, as nearly all are: a rule that asks for every audio or video message
    /// does here in a few steps what it does there for messages of any kind. The same as any event by default.
    mutating func observe(_ frame: OrdinaryFrame, at event: Event, report: (Finding) -> Void)

    /// Looks at the step from one frame of a track to the next, for rules that ask for `.steps`: several do, and what each
    /// would have to remember of the tracks is kept once.
    mutating func observe(_ step: TimestampStep, at event: Event, report: (Finding) -> Void)

    /// For rules of the capture: it has ended.
    mutating func finish(_ totals: CaptureTotals, report: (Finding) -> Void)
}

extension Rule {
    /// Each flow has its own.
    public static var scope: RuleScope { .flow }

    /// It is none.
    public static var remembering: (any FlowRememberingRule.Type)? { nil }

    /// The first is told, the rest counted.
    public static var maximumReports: Int { 1 }

    /// No short way.
    public mutating func observe(_ frame: OrdinaryFrame, at event: Event, report: (Finding) -> Void) {
        observe(event, report: report)
    }

    /// Nothing to say.
    public mutating func observe(_ step: TimestampStep, at event: Event, report: (Finding) -> Void) {}

    /// Nothing to say.
    public mutating func finish(_ totals: CaptureTotals, report: (Finding) -> Void) {}
}
