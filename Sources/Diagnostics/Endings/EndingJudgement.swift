import Dissection

/// One reading of how a flow ended. It is one file in `Judgements/` and one line in `EndingTable`.
protocol EndingJudgement: Sendable {
    /// What it makes of a flow; `nil` where it does not apply. It never claims more than the facts have.
    static func verdict(on facts: EndingFacts) -> EndingVerdict?
}

/// What a judgement says.
struct EndingVerdict: Sendable {
    var reason: EndingReason
    var confidence: Confidence
    /// One sentence without a full stop.
    var text: String
    /// Directions in which something was not said: where the capture hides what was said there, less is certain.
    var reliesOn: [Direction]

    init(_ reason: EndingReason, _ confidence: Confidence, _ text: String, reliesOn: [Direction] = []) {
        self.reason = reason
        self.confidence = confidence
        self.text = text
        self.reliesOn = reliesOn
    }
}
