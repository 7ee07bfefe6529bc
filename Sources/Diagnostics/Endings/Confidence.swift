/// How sure an explanation is.
public enum Confidence: String, CaseIterable, Sendable {
    /// The two sides said so, or their packets leave no other reading.
    case certain
    /// What they did is what peers in this situation do.
    case likely
    /// Other explanations fit nearly as well.
    case guess

    /// One step less, for what a damaged capture may hide.
    var lowered: Confidence { self == .certain ? .likely : .guess }
}
