import Packets
import Segments

/// What nearly every packet of a capture is: data, or an acknowledgement, right where both sides of an open connection
/// expect it. Everything else takes the long way, which would do the same for these in many more steps.
extension StreamAssembler {
    /// Places a segment that leaves nothing to decide.
    ///
    /// - Returns: `false`, and nothing done, where there is something out of the ordinary.
    mutating func placeOrdinary(
        _ segment: Segment, length: Int, slot: Int, own: Int, bytes: RawSpan, _ deliver: Deliver
    ) -> Bool {
        guard segment.flags.isDisjoint(with: [.syn, .fin, .rst]), segment.flags.contains(.ack),
            segment.payload.count == length, table.flows[slot].isAnnounced, !table.flows[slot].isHolding,
            firstWaiting(own) == .max, firstWaiting(own ^ 1) == .max
        else { return false }
        let now = now
        let offset = halves.withUnsafeMutableBufferPointer { halves -> Int? in
            Self.advance(&halves[own], &halves[own ^ 1], segment, length, at: now)
        }
        guard let offset else { return false }
        if length > 0 {
            let part = StreamEvent.Bytes(
                side: side(own), offset: offset, range: segment.payload, packet: number, time: now)
            deliver(id(slot), .bytes(part), bytes)
        }
        return true
    }

    /// Moves both halves on, if the segment is the next of the one and acknowledges what was seen of the other.
    ///
    /// - Returns: The offset of its first byte.
    @inline(__always)
    private static func advance(
        _ own: inout HalfStream, _ other: inout HalfStream, _ segment: Segment, _ length: Int, at now: Timestamp
    ) -> Int? {
        let next = own.next
        guard own.anchor == .exact, other.anchor == .exact, own.finOffset == .max, !own.windowIsZero,
            segment.window != 0, own.offset(of: SequenceNumber(segment.sequence)) == next,
            own.acknowledged <= next &+ length
        else { return nil }
        let acknowledged = other.offset(of: SequenceNumber(segment.acknowledgement))
        guard acknowledged <= other.next, other.acknowledged <= other.next else { return nil }
        if acknowledged > other.acknowledged {
            if other.waitingSince != HalfStream.notWaiting {
                guard now.since(other.waitingSince) < longWait else { return nil }
                other.waitingSince = acknowledged == other.next ? HalfStream.notWaiting : now
            }
            other.acknowledged = acknowledged
        } else if acknowledged == other.next {
            // Only what had been acknowledged already was sent again.
            other.waitingSince = HalfStream.notWaiting
        }
        own.next = next &+ length
        return next
    }
}
