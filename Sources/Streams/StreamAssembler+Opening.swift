import Packets
import Segments

/// Which flow a segment belongs to, and where its streams begin.
extension StreamAssembler {
    /// How far before the first number seen a stream may begin (a capture slightly out of order).
    static let startTolerance = 64 << 10

    /// The slot of the segment's flow, which is opened if need be; nil for a segment that belongs to none.
    mutating func slot(for segment: Segment, key: FlowKey, sender: Int, _ deliver: Deliver) -> Int? {
        switch table.find(key) {
        case .open(let slot):
            if now.since(table.flows[slot].lastTime) > limits.idleTime {
                close(slot, .idle, deliver)
                if segment.flags.contains(.rst) { return nil }
            } else if segment.flags.contains(.syn), beginsAnew(segment, own: slot &* 2 &+ sender) {
                close(slot, .reused, deliver)
            } else {
                return slot
            }
        case .closed(let tombstone):
            guard table.tombstones[tombstone].admits(segment, from: sender) else { return nil }
        case .unknown:
            if segment.flags.contains(.rst) { return nil }
        }
        return open(segment, key: key, sender: sender, deliver)
    }

    private mutating func open(_ segment: Segment, key: FlowKey, sender: Int, _ deliver: Deliver) -> Int {
        let bound = min(max(1, limits.flows), 1 << 29)
        while table.count >= bound { close(table.recency.oldest, .evicted, deliver) }
        let slot = table.open(key, initiator: sender, encapsulation: segment.encapsulation, at: now)
        if halves.count <= slot * 2 {
            halves.appendSparingly(HalfStream())
            halves.appendSparingly(HalfStream())
        } else {
            halves[slot * 2] = HalfStream()
            halves[slot * 2 + 1] = HalfStream()
        }
        return slot
    }

    /// Whether a SYN of an open flow's endpoints is the first of another connection between them.
    private func beginsAnew(_ segment: Segment, own: Int) -> Bool {
        guard !segment.flags.contains(.rst) else { return false }
        let (half, other) = (halves[own], halves[own ^ 1])
        let first = SequenceNumber(segment.sequence).advanced(by: 1)
        let answers = segment.flags.contains(.ack)
        switch half.anchor {
        case .unknown:
            // The other side's SYN or its first data without an acknowledgement: a simultaneous open is no new one.
            return !answers && other.next > 0
        case .exact where half.sawSYN && answers:
            // One that disagrees is tolerated, unless both its numbers do and this side had already spoken.
            return first != half.base && SequenceNumber(segment.acknowledgement) != other.base
                && (half.next > 0 || half.finOffset != .max)
        case .exact where half.sawSYN:
            return first != half.base
        case .exact, .provisional:
            // A SYN captured too late lies shortly before what was seen first.
            return !(0...Self.startTolerance).contains(half.base.distance(from: first))
        }
    }

    /// A SYN tells where its sender's stream begins, a SYN+ACK both beginnings, and either who opened the connection.
    mutating func synchronize(
        _ segment: Segment, slot: Int, own: Int, isDuplicate: Bool, _ deliver: Deliver
    ) {
        if halves[own].sawSYN {
            if !isDuplicate { noteRetransmission(own, 0) }
            return
        }
        let answers = segment.flags.contains(.ack)
        if halves[own].next == 0, !halves[own].hasEnded {
            anchor(own, at: SequenceNumber(segment.sequence).advanced(by: 1))
            halves[own].sawSYN = true
        }
        halves[own].windowScale = segment.windowScale
        if answers, halves[own ^ 1].anchor != .exact {
            anchor(own ^ 1, at: SequenceNumber(segment.acknowledgement))
        }
        guard !table.flows[slot].isAnnounced else { return }
        table.flows[slot].initiator = (answers ? own ^ 1 : own) & 1
        table.flows[slot].sawSYN = true
        announce(slot, deliver)
    }

    /// Makes `first` the number of the stream's first byte.
    private mutating func anchor(_ half: Int, at first: SequenceNumber) {
        let distance = halves[half].base.distance(from: first)
        if halves[half].anchor != .unknown { shift(half, by: distance) }
        halves[half].base = first
        halves[half].anchor = .exact
    }

    /// Moves everything known of a half that has delivered nothing.
    private mutating func shift(_ half: Int, by distance: Int) {
        if halves[half].acknowledged != .min { halves[half].acknowledged += distance }
        if halves[half].finOffset != .max { halves[half].finOffset += distance }
        let index = halves[half].irregularities
        guard index >= 0 else { return }
        pool.changeQueue(index) { $0.shift(by: distance) }
        pool[index].checkpoint = nil
    }

    /// Delivers `.opened`, once.
    mutating func announce(_ slot: Int, _ deliver: Deliver) {
        guard !table.flows[slot].isAnnounced else { return }
        table.flows[slot].isAnnounced = true
        let flow = table.flows[slot]
        let hold = table.holds[slot]
        if !flow.isHolding { table.holds[slot] = nil }
        let initiator = flow.initiator
        let opening = StreamEvent.Opening(
            initiator: flow.key.endpoint(initiator), responder: flow.key.endpoint(initiator ^ 1),
            sawSYN: flow.sawSYN, encapsulation: flow.encapsulation,
            packet: hold?.packet ?? number, time: hold?.time ?? now)
        deliver(id(slot), .opened(opening), RawSpan())
    }

    // MARK: Keeping back

    /// Begins to keep back what comes for a flow.
    mutating func hold(_ slot: Int) {
        guard !table.flows[slot].isHolding else { return }
        table.flows[slot].isHolding = true
        table.holds[slot] = FlowTable.Hold(packet: number, time: now)
    }

    /// Lets go once nothing that belongs before is to be expected.
    mutating func releaseIfDue(_ slot: Int, _ deliver: Deliver) {
        guard let hold = table.holds[slot] else { return }
        let isCertain = halves[slot * 2].anchor == .exact && halves[slot * 2 + 1].anchor == .exact
        guard
            isCertain || number &- hold.packet >= limits.reorderingWindow || now.since(hold.time) > 1_000_000_000
        else { return }
        release(slot, deliver)
    }

    /// Takes the first byte each side has for its stream's first where no SYN told, and delivers what was kept back,
    /// both sides' packets in the order of the capture.
    mutating func release(_ slot: Int, _ deliver: Deliver) {
        guard table.flows[slot].isHolding else { return }
        table.flows[slot].isHolding = false
        for half in [slot * 2, slot * 2 + 1] where halves[half].anchor == .provisional {
            let first = min(firstWaiting(half), halves[half].finOffset, halves[half].beginsAtBase ? 0 : .max)
            if first != .max { anchor(half, at: halves[half].base.advanced(by: first)) }
        }
        announce(slot, deliver)
        table.holds[slot] = nil
        deliverInCaptureOrder(slot, deliver)
    }

    /// Delivers what waits behind no hole, the side whose packet came first before the other.
    mutating func deliverInCaptureOrder(_ slot: Int, _ deliver: Deliver) {
        while let half = earlierHalf(slot, where: { $0.offset <= $1.next }) {
            deliverFirst(half, filledAt: nil, deliver)
        }
        endIfReached(slot * 2, deliver)
        endIfReached(slot * 2 + 1, deliver)
    }

    /// Of the halves whose first waiting piece fulfils a condition the one whose packet came earlier.
    func earlierHalf(_ slot: Int, where fulfils: (OutOfOrderQueue.Piece, HalfStream) -> Bool) -> Int? {
        var earlier: (half: Int, packet: Int)?
        for half in slot * 2...slot * 2 + 1 where halves[half].irregularities >= 0 {
            guard let piece = pool[halves[half].irregularities].queue.first, fulfils(piece, halves[half]) else {
                continue
            }
            if earlier == nil || piece.packet < earlier?.packet ?? .max { earlier = (half, piece.packet) }
        }
        return earlier?.half
    }
}
