/// What one direction has sent, and what of it the other side has acknowledged.
struct AcknowledgementLedger: Sendable {
    /// Offset of the end of what has been seen of this direction's stream: a lower bound while a message is under way.
    private(set) var sent = 0
    /// `sent` when the last acknowledgement came.
    private(set) var sentAtLast = 0
    /// The sequence number of the last.
    private var lastNumber: UInt32 = 0
    private var acknowledgements: UInt32 = 0
    /// What this direction's sender wants acknowledged, by its Window Acknowledgement Size; 0 until it says so.
    var window: UInt32 = 0

    var lastValue: UInt32? { acknowledgements == 0 ? nil : lastNumber }
    var count: Int { Int(acknowledgements) }

    /// A message of this direction is complete: its offset plus its length. Chunk headers are left out, so that the
    /// bound stays a lower one.
    mutating func advance(to end: Int) { sent = max(sent, end) }

    mutating func acknowledge(_ value: UInt32) {
        lastNumber = value
        sentAtLast = sent
        if acknowledgements < .max { acknowledgements += 1 }
    }

    /// Bytes since the last acknowledgement, or since the beginning.
    var outstanding: Int { sent - sentAtLast }
}
