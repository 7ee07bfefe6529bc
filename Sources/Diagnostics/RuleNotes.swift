/// What is kept once for all rules of a flow, or of the capture; it stands before their states.
struct RuleNotes {
    /// For those that ask for the steps between timestamps.
    var steps = TimestampSteps()
    /// What they have said so far.
    var repetitions = FindingRepetitions()
}
