import Dissection
import Transcripts

/// Something in which two sessions differ.
public struct Difference: Equatable, Sendable {
    public enum Kind: String, Sendable {
        /// Only one of them has the step.
        case only
        /// One of them ends where the other one goes on.
        case stops
        /// They do the same steps in another order.
        case order
        /// One of them does not wait for an answer.
        case waiting
        /// A step has another outcome: another kind of answer, or another status.
        case outcome
        /// A field of a step.
        case value
        /// csids, formats, chunk sizes.
        case chunking
        /// Transaction ids and message stream ids.
        case identifier
        case timing
    }

    public var kind: Kind
    public var weight: Weight
    public var phase: Phase
    /// Who sent what differs; `nil` for both.
    public var direction: Direction?
    /// What differs: `connect`, `answer to publish`; several where they differ in the same way.
    public var subjects: [String]
    /// The name of the field, behind those of the records that it is in; `nil` where it is about the step itself.
    public var path: String?
    /// What the first session has; `nil` where it has nothing.
    public var a: TranscriptValue?
    /// What the second session has.
    public var b: TranscriptValue?
    /// A remark on the circumstances, in words; safe for terminals.
    public var note: String?
    /// Of the comparison's rows, those that are concerned.
    public var rows: [Int] = []

    public init(
        _ kind: Kind, _ weight: Weight, _ phase: Phase, _ direction: Direction?, _ subject: String,
        path: String? = nil, a: TranscriptValue? = nil, b: TranscriptValue? = nil, note: String? = nil
    ) {
        self.kind = kind
        self.weight = weight
        self.phase = phase
        self.direction = direction
        subjects = [subject]
        self.path = path
        self.a = a
        self.b = b
        self.note = note
    }
}
