import Dissection
import Transcripts

/// One thing that happened in a session, known by what it is for.
public struct Step: Sendable {
    public var meaning: StepMeaning
    public var phase: Phase
    /// The first of them, where it came several times in a row.
    public var entry: TranscriptEntry
    /// How often it came in a row, the same each time.
    public var count = 1

    public var direction: Direction? { entry.direction }

    /// Nanoseconds since the flow's first packet; of media, of the first frame.
    public var elapsed: Int64? {
        if let place = entry.place, entry.topic != .media { return place.elapsed }
        if case .number(let seconds)? = entry["begins"], seconds.magnitude < 9e9 { return Int64(seconds * 1e9) }
        return entry.place?.elapsed
    }
}

extension Step {
    /// What it says in a word or two: `onStatus NetStream.Publish.Start`, `_result`, `_error NetConnection.Connect.Rejected`.
    public var word: String {
        let name =
            entry.kind.hasPrefix("result of ") ? "_result" : entry.kind.hasPrefix("error of ") ? "_error" : entry.kind
        return [name, entry["code"]?.string ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// It says that something failed.
    public var isRefusal: Bool {
        entry.kind.hasPrefix("error of ") || entry["level"]?.string == "error"
    }
}
