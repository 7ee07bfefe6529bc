/// A line of the two sessions put side by side.
public struct Row: Sendable {
    public var phase: Phase
    /// Index of the step in the first session; `nil` where it has none.
    public var a: Int?
    /// Index of the step in the second session.
    public var b: Int?
    /// The row in which the other session has the step, where it comes in another order.
    public var elsewhere: Int?
    /// It is missing in one session because the capture does not have it.
    public var isExcused = false
    /// It is cut in the capture that has it, so that nobody can tell which step of the other it is.
    public var isCut = false
    /// Indices of the comparison's differences.
    public var differences: [Int] = []

    /// The session that has the step, where only one does.
    public var onlySide: Side? {
        switch (a, b) {
        case (_?, nil): .a
        case (nil, _?): .b
        default: nil
        }
    }
}
