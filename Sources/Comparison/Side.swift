/// Which of the two sessions.
public enum Side: Int, CaseIterable, Sendable {
    case a
    case b

    /// As it is printed.
    public var name: String { self == .a ? "A" : "B" }

    public var other: Side { self == .a ? .b : .a }
}
