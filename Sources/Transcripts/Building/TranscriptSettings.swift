/// What a transcript writes where runs differ.
public struct TranscriptSettings: Equatable, Sendable {
    /// By how much counts of media may differ, in percent; but 2 more or less are always allowed, unless it is 0.
    public var mediaTolerance: Double = 25

    public init() {}

    /// The pattern that a golden keeps of a count.
    func pattern(of count: Int) -> TranscriptValue {
        let number = Double(count)
        if mediaTolerance == 0 { return .number(number) }
        return number * mediaTolerance < 200 ? .near(number, .absolute(2)) : .near(number, .percent(mediaTolerance))
    }
}
