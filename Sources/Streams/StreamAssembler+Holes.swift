import Packets
import Segments

/// What is missing, and when it counts as missing for good.
///
/// An acknowledgement beyond missing bytes proves that they were sent, but in a file slightly out of order they may
/// still come. So the highest acknowledgement is noted as a checkpoint; once `StreamLimits.reorderingWindow` packets
/// of the capture have passed, and another packet of the flow again shows that the stream goes on behind them, bytes
/// below the checkpoint that are still missing are a gap.
extension StreamAssembler {
    /// RFC 7323 § 2.3: no window is larger, so no acknowledgement can be farther ahead.
    static let largestWindow = 1 << 30

    /// Takes note of how much of the other side's stream was received.
    mutating func acknowledge(_ segment: Segment, slot: Int, own: Int, _ deliver: Deliver) {
        let other = own ^ 1
        let number = SequenceNumber(segment.acknowledgement)
        if halves[other].anchor == .unknown {
            halves[other].base = number
            halves[other].anchor = .provisional
            // Where this side's SYN was seen and this is its first packet behind it, it most likely acknowledges just
            // the SYN+ACK, which then was not captured, or comes later in the file.
            if halves[own].sawSYN, !segment.flags.contains(.syn),
                SequenceNumber(segment.sequence) == halves[own].base
            {
                halves[other].beginsAtBase = true
                hold(slot)
            }
        }
        let offset = halves[other].offset(of: number)
        if offset > halves[other].acknowledged {
            guard offset <= max(halves[other].next, halves[other].acknowledged) + Self.largestWindow else { return }
            halves[other].acknowledged = offset
            noteProgress(other)
        } else if offset >= halves[other].next {
            // Only what had been acknowledged already was sent again.
            halves[other].waitingSince = HalfStream.notWaiting
        }
        if hasHole(other) { declareHoles(other, witnessed: offset, deliver) }
    }

    /// An acknowledgement got a half further: its wait is over, or that for the rest begins.
    private mutating func noteProgress(_ half: Int) {
        let since = halves[half].waitingSince
        guard since != HalfStream.notWaiting else { return }
        halves[half].waitingSince =
            halves[half].acknowledged >= halves[half].next ? HalfStream.notWaiting : now
        if now.since(since) >= Self.longWait {
            let now = now
            note(half) { $0.acknowledgementWaits.add(from: since, to: now) }
        }
    }

    /// Whether bytes of a half are known to be missing.
    func hasHole(_ half: Int) -> Bool {
        if halves[half].acknowledged > halves[half].next { return !halves[half].hasEnded }
        return firstWaiting(half) != .max
    }

    func waitingEnd(_ half: Int) -> Int {
        let index = halves[half].irregularities
        return index < 0 ? .min : pool[index].queue.end
    }

    /// Declares the holes for which no bytes are to be expected any more.
    ///
    /// - Parameter witnessed: How far the packet at hand shows that the stream goes. One wild acknowledgement alone
    ///   must not make a gap.
    mutating func declareHoles(_ half: Int, witnessed: Int, _ deliver: Deliver) {
        guard halves[half].anchor == .exact, !halves[half].hasEnded, !table.flows[half >> 1].isHolding else { return }
        let index = irregularities(half)
        if let checkpoint = pool[index].checkpoint, checkpoint.acknowledged <= halves[half].next {
            pool[index].checkpoint = nil
        }
        if let checkpoint = pool[index].checkpoint ?? newCheckpoint(half),
            number &- checkpoint.packet >= limits.reorderingWindow
        {
            let limit = min(checkpoint.acknowledged, max(witnessed, waitingEnd(half)))
            if limit > halves[half].next {
                declareMissing(half, before: limit, deliver)
                pool[index].checkpoint = nil
            }
        }
        pool[index].checkpoint = pool[index].checkpoint ?? newCheckpoint(half)
        while let first = pool[index].queue.first {
            guard now.since(max(first.time, pool[index].lastProgress)) > limits.holeTime else { break }
            giveUpHole(half, before: first.offset, .notCaptured, deliver)
        }
        endIfReached(half, deliver)
    }

    private func newCheckpoint(_ half: Int) -> (packet: Int, acknowledged: Int)? {
        let end = missingEnd(half)
        return end > halves[half].next ? (number, end) : nil
    }

    /// Up to where bytes are acknowledged. A FIN takes a sequence number, so a single number acknowledged beyond all
    /// that was captured may be that of a FIN that was not.
    private func missingEnd(_ half: Int) -> Int {
        let state = halves[half]
        let isMaybeFIN = state.provenEnd == state.next + 1 && state.finOffset == .max && firstWaiting(half) == .max
        return isMaybeFIN ? state.next : state.provenEnd
    }

    /// Declares all that is missing before `limit`, and delivers what waits between.
    private mutating func declareMissing(_ half: Int, before limit: Int, _ deliver: Deliver) {
        while true {
            let end = min(limit, missingEnd(half), firstWaiting(half))
            guard end > halves[half].next else { return }
            giveUpHole(half, before: end, .notCaptured, deliver)
        }
    }

    /// Declares the bytes from the next one to `end` a gap, and delivers what waits behind it.
    mutating func giveUpHole(_ half: Int, before end: Int, _ cause: StreamEvent.Gap.Cause, _ deliver: Deliver) {
        let next = halves[half].next
        if end > next {
            announce(half >> 1, deliver)
            let index = halves[half].irregularities
            let behind = index < 0 ? nil : pool[index].queue.first
            let (packet, time) = behind.map { $0.offset == end ? ($0.packet, $0.time) : (number, now) } ?? (number, now)
            halves[half].next = end
            let gap = StreamEvent.Gap(
                side: side(half), offset: next, length: end - next, cause: cause, packet: packet, time: time)
            deliver(id(half >> 1), .gap(gap), RawSpan())
        }
        deliverReady(half, filledAt: nil, deliver)
    }

    /// Delivers all that waits, around its holes, both sides in the order of the capture; then what is known to have
    /// been sent last and is missing.
    mutating func flush(_ slot: Int, _ deliver: Deliver) {
        release(slot, deliver)
        while let half = earlierHalf(slot, where: { _, _ in true }) {
            let first = firstWaiting(half)
            giveUpHole(half, before: first, first <= halves[half].provenEnd ? .notCaptured : .end, deliver)
        }
        for half in slot * 2...slot * 2 + 1 where halves[half].anchor == .exact && !halves[half].hasEnded {
            let end = missingEnd(half)
            if end > halves[half].next { giveUpHole(half, before: end, .notCaptured, deliver) }
            if halves[half].finOffset != .max { giveUpHole(half, before: halves[half].finOffset, .end, deliver) }
            endIfReached(half, deliver)
        }
    }
}
