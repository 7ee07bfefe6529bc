/// What one direction has sent, and what of it the other side has acknowledged.
struct AcknowledgementLedger: Sendable {
    /// Offset of the end of what has been seen of this direction's stream: a lower bound while a message is under way.
    private(set) var sent = 0
    /// `sent` when the last acknowledgement came.
    private(set) var sentAtLast = 0
    /// Its sequence number.
    private(set) var lastValue: UInt32?
    private(set) var count = 0
    /// What this direction's sender wants acknowledged, by its Window Acknowledgement Size.
    var window: Int?

    /// A message of this direction is complete: its offset plus its length. Chunk headers are left out, so that the
    /// bound stays a lower one.
    mutating func advance(to end: Int) { sent = max(sent, end) }

    mutating func acknowledge(_ value: UInt32) {
        lastValue = value
        sentAtLast = sent
        count += 1
    }

    /// Bytes since the last acknowledgement, or since the beginning.
    var outstanding: Int { sent - sentAtLast }
}
