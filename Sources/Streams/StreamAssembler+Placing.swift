import Packets
import Segments

/// Puts payload into its place: on at once, into the queue, or away.
extension StreamAssembler {
    mutating func place(
        _ segment: Segment, length: Int, slot: Int, own: Int, isDuplicate: Bool, bytes: RawSpan,
        _ deliver: Deliver
    ) {
        let isSYN = segment.flags.contains(.syn)
        let sequence = SequenceNumber(segment.sequence).advanced(by: isSYN ? 1 : 0)
        if table.flows[slot].isHolding || halves[own].anchor != .exact {
            let run = SegmentRun(offset: halves[own].offset(of: sequence), length: length, range: segment.payload)
            if isFull(own, for: run) {
                release(slot, deliver)
            } else {
                keepBack(run, segment, slot: slot, own: own, isDuplicate: isDuplicate, bytes: bytes)
                return
            }
        }
        // A half with neither SYN nor anything kept back gets here only where the queue's limits are 0.
        if halves[own].anchor != .exact { halves[own].anchor = .exact }
        var run = SegmentRun(offset: halves[own].offset(of: sequence), length: length, range: segment.payload)
        let next = halves[own].next
        if run.offset == next, run.end <= halves[own].finOffset, firstWaiting(own) == .max {
            emit(run, own, bytes, deliver)
        } else if run.end <= next {
            noteRepeated(run, segment, own: own, isDuplicate: isDuplicate)
        } else {
            cutAtFIN(&run, own: own, isDuplicate: isDuplicate)
            if run.offset < next {
                if !isDuplicate, run.length > 0 { noteRetransmission(own, next - run.offset) }
                run.dropFirst(before: next)
            }
            if run.offset > next, run.length > 0 {
                if !isDuplicate { noteReordering(own) }
                enqueue(run, own, isDuplicate: isDuplicate, bytes, deliver)
            } else {
                advance(run, own, bytes, deliver)
            }
        }
        if segment.flags.contains(.fin) {
            noteFIN(at: halves[own].offset(of: sequence) + length, own: own)
        }
        endIfReached(own, deliver)
        if hasHole(own) { declareHoles(own, witnessed: waitingEnd(own), deliver) }
    }

    // MARK: In order

    /// Delivers a run that begins at the next byte, straight from the packet's span.
    private mutating func emit(_ run: SegmentRun, _ half: Int, _ bytes: RawSpan, _ deliver: Deliver) {
        guard run.length > 0 else { return }
        announce(half >> 1, deliver)
        halves[half].next = run.end
        let (id, side) = (id(half >> 1), side(half))
        if !run.range.isEmpty {
            let part = StreamEvent.Bytes(
                side: side, offset: run.offset, range: run.range, packet: number, time: now)
            deliver(id, .bytes(part), bytes)
        }
        if run.capturedEnd < run.end {
            let gap = StreamEvent.Gap(
                side: side, offset: run.capturedEnd, length: run.end - run.capturedEnd, cause: .snapLength,
                packet: number, time: now)
            deliver(id, .gap(gap), bytes)
        }
    }

    /// Delivers a run that reaches the next byte, and what waited behind it. Where bytes wait already they win.
    mutating func advance(_ run: SegmentRun, _ half: Int, _ bytes: RawSpan, _ deliver: Deliver) {
        var run = run
        let index = halves[half].irregularities
        if index >= 0, run.length > 0, !pool[index].queue.isEmpty {
            if pool[index].queue.conflicts(with: run, of: bytes) { note(half) { $0.conflictingSegments &+= 1 } }
            pool.changeQueue(index) { $0.discardMissing(in: run.offset..<run.capturedEnd) }
            pool[index].lastProgress = now
        }
        while true {
            run.dropFirst(before: halves[half].next)
            guard run.length > 0 else { return }
            var part = run
            part.dropLast(from: firstWaiting(half))
            emit(part, half, bytes, deliver)
            deliverReady(half, filledAt: now, deliver)
        }
    }

    /// Delivers what waits behind no hole.
    ///
    /// - Parameter filledAt: When the hole before it was filled; `nil` where there was none for the receiver.
    mutating func deliverReady(_ half: Int, filledAt: Timestamp?, _ deliver: Deliver) {
        while firstWaiting(half) <= halves[half].next { deliverFirst(half, filledAt: filledAt, deliver) }
    }

    /// Delivers the first piece that waits; the hole before it has been filled or declared.
    mutating func deliverFirst(_ half: Int, filledAt: Timestamp?, _ deliver: Deliver) {
        let index = halves[half].irregularities
        guard index >= 0, var piece = pool.changeQueue(index, { $0.takeFirst() }) else { return }
        piece.dropFirst(before: halves[half].next)
        guard piece.length > 0 else { return }
        announce(half >> 1, deliver)
        halves[half].next = piece.end
        let (id, side) = (id(half >> 1), side(half))
        let time = filledAt.map { max($0, piece.time) } ?? piece.time
        if piece.isMissing {
            let gap = StreamEvent.Gap(
                side: side, offset: piece.offset, length: piece.length, cause: .snapLength, packet: piece.packet,
                time: time)
            deliver(id, .gap(gap), RawSpan())
        } else {
            let part = StreamEvent.Bytes(
                side: side, offset: piece.offset, range: piece.range, packet: piece.packet, time: time)
            deliver(id, .bytes(part), piece.bytes.span.bytes)
        }
    }

    // MARK: Out of order

    /// Keeps a segment back until the streams' beginnings are known.
    private mutating func keepBack(
        _ run: SegmentRun, _ segment: Segment, slot: Int, own: Int, isDuplicate: Bool, bytes: RawSpan
    ) {
        let isExact = halves[own].anchor == .exact
        if segment.flags.contains(.fin), isExact || run.offset >= 0 { noteFIN(at: run.end, own: own) }
        guard isExact ? run.length == 0 || run.end > halves[own].next : run.offset >= -Self.startTolerance else {
            noteRepeated(run, segment, own: own, isDuplicate: isDuplicate)
            return
        }
        hold(slot)
        var run = run
        cutAtFIN(&run, own: own, isDuplicate: isDuplicate)
        if isExact { run.dropFirst(before: halves[own].next) }
        guard run.length > 0 else { return }
        let index = irregularities(own)
        let isLate = run.offset < pool[index].queue.end
        let added = insert(run, own, isDuplicate: isDuplicate, bytes)
        guard !isDuplicate else { return }
        if added < run.length {
            noteRetransmission(own, run.length - added)
        } else if isLate {
            noteReordering(own)
        }
    }

    /// Lets a run wait behind the hole before it. Where the queue is full the first hole is given up.
    private mutating func enqueue(
        _ run: SegmentRun, _ half: Int, isDuplicate: Bool, _ bytes: RawSpan, _ deliver: Deliver
    ) {
        while isFull(half, for: run) {
            giveUpHole(half, before: min(firstWaiting(half), run.offset), .limit, deliver)
            guard run.offset > halves[half].next else { return advance(run, half, bytes, deliver) }
        }
        let index = irregularities(half)
        if pool[index].queue.isEmpty { pool[index].lastProgress = now }
        let added = insert(run, half, isDuplicate: isDuplicate, bytes)
        if !isDuplicate, added < run.length { noteRetransmission(half, run.length - added) }
    }

    /// Copies a run into the queue and tells how many of its bytes were new.
    private mutating func insert(_ run: SegmentRun, _ half: Int, isDuplicate: Bool, _ bytes: RawSpan) -> Int {
        let (number, now) = (number, now)
        let insertion = pool.changeQueue(irregularities(half)) {
            $0.insert(run, of: bytes, packet: number, at: now)
        }
        if insertion.conflicts, !isDuplicate { note(half) { $0.conflictingSegments &+= 1 } }
        return insertion.added
    }

    private func isFull(_ half: Int, for run: SegmentRun) -> Bool {
        let index = halves[half].irregularities
        let (count, byteCount) = index < 0 ? (0, 0) : (pool[index].queue.count, pool[index].queue.byteCount)
        return count >= limits.outOfOrderSegments
            || byteCount + run.range.count > limits.outOfOrderBytes
            || pool.waitingCost + run.range.count + OutOfOrderQueue.pieceCost > limits.totalOutOfOrderBytes
    }

    // MARK: What is not delivered

    /// Nothing comes behind a FIN: such bytes are counted and dropped.
    private mutating func cutAtFIN(_ run: inout SegmentRun, own: Int, isDuplicate: Bool) {
        guard run.end > halves[own].finOffset else { return }
        if !isDuplicate { note(own) { $0.ignoredSegments &+= 1 } }
        run.dropLast(from: halves[own].finOffset)
    }

    private mutating func noteRepeated(
        _ run: SegmentRun, _ segment: Segment, own: Int, isDuplicate: Bool
    ) {
        guard !isDuplicate else { return }
        if run.length <= 1, !segment.flags.contains(.fin), !segment.flags.contains(.syn) {
            if noteKeepAlive(segment, own: own) { return }
        }
        if run.length > 0 || halves[own].hasEnded { noteRetransmission(own, run.length) }
    }

    /// RFC 9293 § 3.8.4: a keep-alive says again the last number before the next one, with no byte or a byte of
    /// garbage. While the other side's window is closed the same packet is a window probe.
    @discardableResult
    mutating func noteKeepAlive(_ segment: Segment, own: Int) -> Bool {
        guard halves[own].offset(of: SequenceNumber(segment.sequence)) == halves[own].next - 1,
            halves[own].anchor == .exact, !halves[own].hasEnded, !segment.flags.contains(.syn),
            !halves[own ^ 1].windowIsZero
        else { return false }
        note(own) { $0.keepAlives &+= 1 }
        return true
    }

    mutating func noteRetransmission(_ half: Int, _ count: Int) {
        let now = now
        note(half) {
            $0.retransmittedSegments &+= 1
            $0.retransmittedBytes += count
            $0.retransmissions.add(at: now)
        }
    }

    private mutating func noteReordering(_ half: Int) {
        let now = now
        note(half) {
            $0.outOfOrderSegments &+= 1
            $0.reorderings.add(at: now)
        }
    }
}
