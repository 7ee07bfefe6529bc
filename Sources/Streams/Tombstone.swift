import Segments

/// What is remembered of a closed flow, so that its last stray packets do not look like a new connection.
struct Tombstone {
    /// One sender, as it was when the flow closed.
    struct Sender {
        /// Number of its first byte, where its SYN was seen.
        var first: SequenceNumber?
        /// Number behind the last byte delivered.
        var end: SequenceNumber?
    }

    /// Data this near to the end of the closed flow is what was still on its way; far from it, it is of a new
    /// connection between the same endpoints whose SYN was not captured.
    static let residue = 16 << 20

    var key: FlowKey
    /// Of the flow that was closed.
    var serial: Int
    var senders: (Sender, Sender)

    /// Whether a segment from `sender` begins a new connection.
    func admits(_ segment: Segment, from sender: Int) -> Bool {
        if segment.flags.contains(.rst) { return false }
        let (own, other) = sender == FlowKey.End.first ? senders : (senders.1, senders.0)
        let sequence = SequenceNumber(segment.sequence)
        if segment.flags.contains(.syn) {
            if let first = own.first { return sequence.advanced(by: 1) != first }
            // A SYN+ACK that came behind the reset still answers the old SYN.
            return !segment.flags.contains(.ack) || SequenceNumber(segment.acknowledgement) != other.first
        }
        guard segment.payloadLength > 0, let end = own.end else { return false }
        return abs(sequence.distance(from: end)) > Self.residue
    }
}
