import Packets
import Segments

/// Puts TCP segments in their places: each side's bytes in order and exactly once, holes as gaps of known length.
///
/// Segments may come out of order, repeated, overlapping and cut; sequence numbers may wrap; a flow may be met in its
/// midst. No input, clock or task is used: time and order are those of the packets.
///
/// A flow is told `.opened` with its first packet where that is a SYN or SYN+ACK, otherwise right before its first
/// other event, since until then a late SYN may still tell who opened it. Where no SYN tells where a stream begins,
/// the flow's bytes are kept back until `StreamLimits.reorderingWindow` packets of the capture, or a second, have
/// passed: what was captured slightly too late is then not lost. A reset of a connection never seen tells nothing and
/// opens no flow; neither do the last stray packets of a closed one.
public struct StreamAssembler: Sendable {
    typealias Deliver = (FlowID, StreamEvent, RawSpan) -> Void

    /// Packets between two looks at flows that are silent or wait.
    static let sweepInterval = 64
    /// Nanoseconds without an acknowledgement that are worth a note: longer than any receiver delays one
    /// (RFC 9293 § 3.8.6.3).
    static let longWait: Int64 = 500_000_000

    let limits: StreamLimits
    var table = FlowTable()
    /// Two of each slot, in the order of the ends in the flow's key.
    var halves: [HalfStream] = []
    var pool = IrregularityPool()
    var duplicates = DuplicateFilter()
    /// Number and time of the packet at hand.
    var number = 0
    var now = Timestamp(nanoseconds: 0)
    /// Tests go the long way with every segment, to hold the short one against it.
    var takesShortWay = true
    var packetsSinceSweep = 0
    var sweepPosition = 0

    /// An assembler that has seen nothing.
    public init(limits: StreamLimits = .init()) {
        self.limits = limits
    }

    /// Flows met and not yet closed.
    public var openFlows: Int { table.count }

    /// Puts one segment in its place and hands on what follows from it, at once and in order.
    ///
    /// - Parameters:
    ///   - bytes: What `segment.payload` is a range of.
    ///   - deliver: Called with the flow, the event, and the span that the range of a `.bytes` event refers to: the
    ///     packet's own for bytes in order, a queue's buffer for those that waited. It is borrowed for the call.
    /// - Returns: The flow that the segment belongs to, also where that was closed a moment ago; `nil` if to none.
    @discardableResult
    public mutating func receive(
        _ segment: Segment, in packet: Packet, bytes: RawSpan,
        deliver: (FlowID, StreamEvent, RawSpan) -> Void
    ) -> FlowID? {
        number = packet.number
        now = packet.time
        sweepIfDue(deliver)
        let (key, sender) = FlowKey.of(segment)
        guard let slot = slot(for: segment, key: key, sender: sender, deliver) else { return table.closedFlow(key) }
        let id = id(slot)
        let own = slot &* 2 &+ sender
        table.touch(slot, at: now)
        let length = Self.payloadLength(of: segment)
        halves[own].note(segment, length: length, at: now)
        let isDuplicate = duplicates.sees(segment, serial: table.flows[slot].serial, sender: sender)
        if isDuplicate {
            note(own) { $0.duplicatedPackets &+= 1 }
        } else if takesShortWay,
            placeOrdinary(segment, length: length, slot: slot, own: own, bytes: bytes, deliver)
        {
            return id
        }

        let flags = segment.flags
        if flags.contains(.rst) {
            reset(segment, slot: slot, own: own, deliver)
            return id
        }
        if flags.contains(.syn) { synchronize(segment, slot: slot, own: own, isDuplicate: isDuplicate, deliver) }
        noteWindow(segment, own: own, isDuplicate: isDuplicate)
        if flags.contains(.ack) { acknowledge(segment, slot: slot, own: own, deliver) }
        if halves[own].anchor == .unknown {
            halves[own].base = SequenceNumber(segment.sequence)
            halves[own].anchor = .provisional
        }
        if length > 0 || flags.contains(.fin) {
            place(segment, length: length, slot: slot, own: own, isDuplicate: isDuplicate, bytes: bytes, deliver)
        } else if !isDuplicate {
            noteKeepAlive(segment, own: own)
        }
        if table.flows[slot].isHolding { releaseIfDue(slot, deliver) }
        if halves[own].hasEnded, halves[own ^ 1].hasEnded { close(slot, .fin, deliver) }
        return id
    }

    /// Time has passed without packets: what was due by then is done, as a packet would have done it.
    ///
    /// For live captures: on a quiet line a silent flow would otherwise never end.
    public mutating func advance(to time: Timestamp, deliver: (FlowID, StreamEvent, RawSpan) -> Void) {
        now = max(now, time)
        sweep(deliver)
    }

    /// Whether the flow has not been closed.
    public func isOpen(_ flow: FlowID) -> Bool {
        table.isOpen(flow.slot) && table.flows[flow.slot].serial == flow.serial
    }

    /// Closes all flows, in the order in which they were met, since the capture ended. Bytes that wait are delivered
    /// around their holes. A flow whose two FINs both turn out to have come closes as `.fin`.
    public mutating func finish(deliver: (FlowID, StreamEvent, RawSpan) -> Void) {
        for slot in table.slotsBySerial { close(slot, .captureEnd, deliver) }
    }

    /// What one side of an open flow has done so far; those of a flow that closes come with its `.closed`.
    public func facts(of flow: FlowID, side: Side) -> SideFacts {
        guard isOpen(flow) else { return SideFacts() }
        return facts(ofHalf: flow.slot * 2 + (table.flows[flow.slot].initiator ^ Int(side.rawValue)))
    }

    private func facts(ofHalf index: Int) -> SideFacts {
        let half = halves[index]
        var facts = SideFacts()
        if half.irregularities >= 0 {
            let irregularities = pool[half.irregularities]
            facts = SideFacts(irregularities.facts)
            if half.windowIsZero {
                facts.longestZeroWindow = max(facts.longestZeroWindow, now.since(irregularities.zeroWindowSince))
                facts.closedWindows.add(from: irregularities.zeroWindowSince, to: now)
            }
        }
        // Where the other side was not captured, nothing is known of its acknowledgements.
        if half.waitingSince != HalfStream.notWaiting, half.acknowledged != .min, half.acknowledged < half.next,
            now.since(half.waitingSince) >= Self.longWait
        {
            facts.acknowledgementWaits.add(from: half.waitingSince, to: now)
        }
        facts.packets = half.packets
        facts.payloadBytes = half.payloadBytes
        facts.invalidChecksums = Int(half.invalidChecksums)
        facts.acknowledged = max(0, half.provenEnd)
        if half.anchor != .unknown { facts.base = half.base.rawValue }
        if half.packets > 0 {
            facts.firstPacket = half.firstTime
            facts.lastPacket = half.lastTime
        }
        return facts
    }

    /// No segment is longer than 4 GiB, and none is shorter than what was captured of it.
    static func payloadLength(of segment: Segment) -> Int {
        max(min(segment.payloadLength, 1 << 32), segment.payload.count)
    }

    // MARK: For all parts

    /// The last event of a flow.
    func closed(_ slot: Int, _ reason: StreamEvent.Closing) -> StreamEvent {
        let initiator = slot * 2 + table.flows[slot].initiator
        return .closed(
            StreamEvent.Closed(
                reason, initiator: facts(ofHalf: initiator), responder: facts(ofHalf: initiator ^ 1)))
    }

    func id(_ slot: Int) -> FlowID { FlowID(slot: slot, serial: table.flows[slot].serial) }

    func side(_ half: Int) -> Side {
        half & 1 == table.flows[half >> 1].initiator ? .initiator : .responder
    }

    /// The half's irregularities, which are made if there are none.
    mutating func irregularities(_ half: Int) -> Int32 {
        if halves[half].irregularities < 0 { halves[half].irregularities = pool.allocate(for: half) }
        return halves[half].irregularities
    }

    mutating func note(_ half: Int, _ change: (inout RareFacts) -> Void) {
        change(&pool[irregularities(half)].facts)
    }

    /// Offset of the first byte that waits behind a hole, beyond every offset when none does.
    @inline(__always)
    func firstWaiting(_ half: Int) -> Int {
        let index = halves[half].irregularities
        return index < 0 ? .max : pool[index].queue.firstOffset
    }
}
