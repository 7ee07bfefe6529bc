/// How long a rule lives.
public enum RuleScope: Sendable {
    /// As long as a flow: each flow has its own.
    case flow
    /// As long as the capture, watching all flows: for stories over several connections.
    case capture
}
