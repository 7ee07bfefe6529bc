import Packets
import Segments

/// How streams and flows end, and what is seen to from time to time.
extension StreamAssembler {
    /// A FIN stands at `offset`. The first one wins; one before bytes already delivered is none.
    mutating func noteFIN(at offset: Int, own: Int) {
        if halves[own].finOffset == .max, offset >= halves[own].next || halves[own].anchor != .exact {
            halves[own].finOffset = offset
        }
    }

    /// Ends a side once all bytes before its FIN were delivered or declared missing.
    mutating func endIfReached(_ half: Int, _ deliver: Deliver) {
        guard halves[half].next >= halves[half].finOffset, halves[half].anchor == .exact, !halves[half].hasEnded,
            !table.flows[half >> 1].isHolding
        else { return }
        halves[half].hasEnded = true
        if halves[half].irregularities >= 0 {
            pool.changeQueue(halves[half].irregularities) { $0 = OutOfOrderQueue() }
        }
        announce(half >> 1, deliver)
        deliver(id(half >> 1), .ended(side(half), .fin), RawSpan())
    }

    /// A reset ends both sides, where it can be meant: a blind one would not be believed by its receiver either.
    mutating func reset(_ segment: Segment, slot: Int, own: Int, _ deliver: Deliver) {
        let (half, other) = (halves[own], halves[own ^ 1])
        if half.anchor == .exact, half.next > 0 || other.next > 0 {
            let offset = half.offset(of: SequenceNumber(segment.sequence))
            let expected = min(half.next, half.acknowledged == .min ? 0 : half.acknowledged)
            let last = max(half.next, half.acknowledged) + max(other.receiveWindow(from: half), 65535)
            guard offset >= expected - 1, offset <= last else {
                note(own) { $0.ignoredSegments &+= 1 }
                return
            }
        }
        flush(slot, deliver)
        announce(slot, deliver)
        deliver(id(slot), .ended(side(own), .reset), RawSpan())
        close(slot, .reset, deliver)
    }

    /// Delivers what waits and frees the slot.
    mutating func close(_ slot: Int, _ closing: StreamEvent.Closing, _ deliver: Deliver) {
        flush(slot, deliver)
        announce(slot, deliver)
        let (first, second) = (halves[slot * 2], halves[slot * 2 + 1])
        let closing = closing != .reset && first.hasEnded && second.hasEnded ? .fin : closing
        deliver(id(slot), closed(slot, closing), RawSpan())
        for half in [first, second] where half.irregularities >= 0 { pool.release(half.irregularities) }
        let isOver = closing == .fin || closing == .reset
        let (key, serial) = (table.flows[slot].key, table.flows[slot].serial)
        table.close(
            slot,
            leaving: isOver
                ? Tombstone(key: key, serial: serial, senders: (remains(of: first), remains(of: second))) : nil)
    }

    private func remains(of half: HalfStream) -> Tombstone.Sender {
        Tombstone.Sender(
            first: half.sawSYN ? half.base : nil,
            end: half.anchor == .unknown ? nil : half.base.advanced(by: half.next))
    }

    // MARK: Windows

    mutating func noteWindow(_ segment: Segment, own: Int, isDuplicate: Bool) {
        let isZero = segment.window == 0
        guard isZero != halves[own].windowIsZero, !segment.flags.contains(.syn), !isDuplicate else { return }
        halves[own].windowIsZero = isZero
        let index = irregularities(own)
        if isZero {
            pool[index].facts.zeroWindows &+= 1
            pool[index].zeroWindowSince = now
        } else {
            let duration = now.since(pool[index].zeroWindowSince)
            pool[index].facts.longestZeroWindow = max(pool[index].facts.longestZeroWindow, duration)
            pool[index].facts.closedWindows.add(from: pool[index].zeroWindowSince, to: now)
        }
    }

    // MARK: From time to time

    /// Looks at the flows silent longest and at some of those that wait, so that neither needs a packet of its own.
    mutating func sweepIfDue(_ deliver: Deliver) {
        packetsSinceSweep += 1
        if packetsSinceSweep >= Self.sweepInterval { sweep(deliver) }
    }

    mutating func sweep(_ deliver: Deliver) {
        packetsSinceSweep = 0
        for _ in 0..<Self.sweepInterval {
            let slot = table.recency.oldest
            guard slot >= 0 else { break }
            // The capture's clock went back: silence counts from here.
            if table.flows[slot].lastTime > now { table.flows[slot].lastTime = now }
            guard now.since(table.flows[slot].lastTime) > limits.idleTime else { break }
            close(slot, .idle, deliver)
        }
        for _ in 0..<min(Self.sweepInterval / 4, pool.records.count) {
            sweepPosition = (sweepPosition + 1) % pool.records.count
            let half = Int(pool.records[sweepPosition].half)
            guard half >= 0 else { continue }
            let slot = half >> 1
            if table.flows[slot].isHolding { releaseIfDue(slot, deliver) }
            if hasHole(half) { declareHoles(half, witnessed: .min, deliver) }
            if halves[half].hasEnded, halves[half ^ 1].hasEnded { close(slot, .fin, deliver) }
        }
    }
}
