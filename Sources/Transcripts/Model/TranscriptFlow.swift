import Packets

/// One connection of a transcript.
public struct TranscriptFlow: Equatable, Sendable {
    /// Who it is, by what is done on it: `publish "live/cam"`, `play "live/cam"`, `connect "live"` where nothing more
    /// came, `protocol tls` where it is not RTMP. Flows of two captures belong together by it.
    public var title: [TranscriptField]
    /// In wire order, both directions; media and other counts behind what was said.
    public var entries: [TranscriptEntry]
    /// What the capture had to tell; `nil` for a flow that was read from a file.
    public var facts: TranscriptFlowFacts?
    /// Where it stands in the file that it was read from, counted from 1.
    public var line: Int?
    /// Lines of comment before it, with their `#`.
    public var comments: [String] = []

    public init(title: [TranscriptField], entries: [TranscriptEntry] = [], facts: TranscriptFlowFacts? = nil) {
        self.title = title
        self.entries = entries
        self.facts = facts
    }
}

/// What no golden keeps of a flow, and a comparison of two captures may want to show.
public struct TranscriptFlowFacts: Equatable, Sendable {
    /// The number under which the flow is shown.
    public var number: Int
    /// `address:port`.
    public var client: String
    /// `address:port`.
    public var server: String
    /// Guesses from what the two sides sent.
    public var clientSoftware: String?
    /// As above.
    public var serverSoftware: String?
    /// The connection's beginning is in the capture.
    public var sawBeginning: Bool
    /// Of the first packet.
    public var start: Timestamp
    /// Nanoseconds from the first to the last packet.
    public var duration: Int64
    /// Packets of both directions.
    public var packets: Int
    /// By `Direction`.
    public var packetsOfSides: [Int] = []
    /// Bytes that are missing in the capture.
    public var missingBytes: Int
}
