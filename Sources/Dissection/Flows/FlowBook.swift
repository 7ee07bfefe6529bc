import Bytes
import Packets
import RTMP
import Segments
import Streams

/// The flows of the capture: finds out what each speaks, numbers those that are shown, and hands them their bytes.
struct FlowBook {
    private var slots: [FlowSlot?] = []
    private var shown = 0
    /// Servers that spoke RTMP, where RTMP is expected from then on.
    private var servers: Set<Endpoint> = []
    private var recent = RecentFlows()
    private let options: DissectionOptions
    private let messageOptions: SharedMessageOptions
    private let records: FlowRecords
    /// Bytes kept of flows of which it is not known what they speak.
    private var held = 0
    var totals = CaptureTotals()

    private static let maximumServers = 4096
    /// IANA's port for RTMP.
    static let registeredPort: UInt16 = 1935

    init(options: DissectionOptions) {
        self.options = options
        messageOptions = SharedMessageOptions(options.messages)
        records = FlowRecords(maximumCalls: options.maximumCalls)
    }

    mutating func receive(
        _ id: FlowID, _ event: StreamEvent, _ bytes: RawSpan, at moment: Moment, deliver: (Event) -> Void
    ) {
        if case .opened(let opening) = event {
            while slots.count <= id.slot { slots.appendSparingly(nil) }
            slots[id.slot] = .undecided(PendingFlow(opening: opening))
            return
        }
        guard id.slot < slots.count, let slot = slots[id.slot] else { return }
        switch slot {
        case .rtmp(let flow):
            receive(event, bytes, of: flow, at: moment, deliver: deliver)
        case .other(let flow):
            receive(event, of: flow, at: moment, deliver: deliver)
        case .undecided(let pending):
            decide(id, event, bytes, pending, at: moment, deliver: deliver)
        case .ignored:
            break
        }
        if case .closed(let end) = event { forget(id, end.reason) }
    }

    private mutating func forget(_ id: FlowID, _ reason: StreamEvent.Closing) {
        if reason == .evicted { totals.limits.evictedFlows += 1 }
        if slots[id.slot]?.standing == .rtmp { recent.insert(id.serial) }
        slots[id.slot] = nil
    }

    /// What is known of a flow; of one that is no longer open, whether it was one of the latest RTMP flows.
    func standing(of id: FlowID, isOpen: Bool) -> FlowStanding {
        if recent.contains(id.serial) { return .rtmp }
        guard isOpen else { return .other }
        // Not announced yet: the slot is empty, or still holds a flow whose end nobody told.
        guard id.slot < slots.count, let slot = slots[id.slot] else { return .undecided }
        return slot.standing
    }

    /// A notice of the capture as an event of no flow.
    func event(_ notice: CaptureNotice, at moment: Moment) -> Event {
        Event(
            flow: 0, direction: nil, time: moment.time, elapsed: moment.time.since(totals.firstTime ?? moment.time),
            firstPacket: moment.packet, lastPacket: moment.packet, offset: nil, body: .capture(notice))
    }

    // MARK: Flows that are known

    private mutating func receive(
        _ event: StreamEvent, _ bytes: RawSpan, of flow: RTMPFlow, at moment: Moment, deliver: (Event) -> Void
    ) {
        switch event {
        case .opened: break
        case .bytes(let piece):
            flow.receive(
                bytes, in: piece.range, from: piece.side, offset: piece.offset, packet: piece.packet,
                at: Moment(time: piece.time, packet: moment.packet), deliver: deliver)
        case .gap(let gap):
            flow.receive(gap, at: Moment(time: gap.time, packet: moment.packet), deliver: deliver)
        case .ended(let side, let how): flow.receive(how, from: side, at: moment, deliver: deliver)
        case .closed(let end):
            let told = flow.close(end, at: moment, deliver: deliver)
            totals.condition.note(told)
            totals.limits.forgottenCalls += told.forgottenCalls
        }
    }

    private func receive(
        _ event: StreamEvent, of flow: OtherFlow, at moment: Moment, deliver: (Event) -> Void
    ) {
        switch event {
        case .opened: break
        case .bytes(let piece): flow.receive(piece.range.count, from: piece.side, at: moment)
        case .gap(let gap): flow.receive(gap)
        case .ended(let side, let how): flow.receive(how, from: side)
        case .closed(let end): flow.close(end, at: moment, deliver: deliver)
        }
    }

    // MARK: Flows that are not known yet

    private mutating func decide(
        _ id: FlowID, _ event: StreamEvent, _ bytes: RawSpan, _ pending: PendingFlow, at moment: Moment,
        deliver: (Event) -> Void
    ) {
        // Taken out: a copy would make every append copy what is held.
        var held = pending.held.popLast() ?? HeldBytes()
        self.held -= held.cost
        switch event {
        case .opened:
            return
        case .bytes(let piece):
            held.append(
                HeldBytes.Piece(
                    side: piece.side, offset: piece.offset, packet: piece.packet,
                    moment: Moment(time: piece.time, packet: moment.packet),
                    content: .bytes([UInt8](bytes, piece.range))))
        case .gap(let gap):
            held.append(
                HeldBytes.Piece(
                    side: gap.side, offset: gap.offset, packet: gap.packet,
                    moment: Moment(time: gap.time, packet: moment.packet), content: .gap(gap)))
        case .ended(let side, let how):
            held.append(
                HeldBytes.Piece(
                    side: side, offset: 0, packet: moment.packet, moment: moment, content: .ended(how)))
        case .closed:
            break
        }
        let isEnding = if case .closed = event { true } else { false }
        switch verdict(of: &held, pending.opening, isEnding: isEnding) {
        case .undecided:
            self.held += held.cost
            pending.held.append(held)
            return
        case .rtmp(let client):
            show(id, pending, held, client: client, startsMidstream: false, deliver: deliver)
        case .midstream(let client):
            show(id, pending, held, client: client, startsMidstream: true, deliver: deliver)
        case .foreign(let foreign):
            show(id, pending, held, foreign, deliver: deliver)
        case .unknown:
            if !isEnding, self.held + held.cost > options.maximumHeldInAll { totals.limits.unrecognisedFlows += 1 }
            ignore(id, pending, held)
        }
        if case .closed = event, let slot = slots[id.slot] {
            switch slot {
            case .rtmp(let flow): receive(event, bytes, of: flow, at: moment, deliver: deliver)
            case .other(let flow): receive(event, of: flow, at: moment, deliver: deliver)
            case .undecided, .ignored: break
            }
        }
    }

    /// What the flow speaks, as far as what is held of it tells.
    private func verdict(
        of held: inout HeldBytes, _ opening: StreamEvent.Opening, isEnding: Bool
    ) -> FlowRecogniser.Verdict {
        let isMidstream = !opening.sawSYN
        let isExpected = isExpected(opening)
        let verdict = FlowRecogniser(isExpected: isExpected, isMidstream: isMidstream).verdict(
            held.heads, isEnding: isEnding)
        let isFull = self.held + held.cost > options.maximumHeldInAll
        switch verdict {
        case .rtmp, .midstream, .foreign:
            return verdict
        case .undecided, .unknown:
            guard isMidstream || held.hasEarlyHole, held.count > 0 else {
                return isFull || held.exceeds(options.maximumHeld) ? .unknown : verdict
            }
            held.beginProbe(options: options.messages)
            if isEnding { held.probe?.finish() }
            if let probe = held.probe, probe.isFound {
                return isMidstream ? .midstream(client: probe.client) : .rtmp(client: .initiator)
            }
            guard isEnding || isFull || held.exceeds(options.maximumHeldMidstream) else { return .undecided }
            return isExpected && isMidstream ? .midstream(client: held.probe?.client) : .unknown
        }
    }

    private mutating func show(
        _ id: FlowID, _ pending: PendingFlow, _ held: HeldBytes, client: Side?, startsMidstream: Bool,
        deliver: (Event) -> Void
    ) {
        let clientSide = clientSide(pending.opening, held, told: client, isMidstream: startsMidstream)
        shown += 1
        totals.rtmpFlows += 1
        let versions = startsMidstream ? [] : held.heads.compactMap(\.first)
        var opening = opening(
            pending.opening, clientSide: clientSide,
            protocol: versions.contains { HandshakeVersion(rawValue: $0).isEncrypted } ? .rtmpe : .rtmp)
        opening.serial = id.serial
        if servers.count < Self.maximumServers { servers.insert(opening.server) }
        let flow = RTMPFlow(
            number: shown, opening: opening, begin: pending.first.time, clientSide: clientSide, options: messageOptions,
            startsMidstream: startsMidstream, records: records)
        slots[id.slot] = .rtmp(flow)
        flow.announce(opening, in: pending.first.packet, deliver: deliver)
        for piece in held.pieces {
            switch piece.content {
            case .bytes(let bytes):
                flow.receive(
                    bytes.span.bytes, in: 0..<bytes.count, from: piece.side, offset: piece.offset,
                    packet: piece.packet, at: piece.moment, deliver: deliver)
            case .gap(let gap): flow.receive(gap, at: piece.moment, deliver: deliver)
            case .ended(let how): flow.receive(how, from: piece.side, at: piece.moment, deliver: deliver)
            }
        }
    }

    private mutating func show(
        _ id: FlowID, _ pending: PendingFlow, _ held: HeldBytes, _ foreign: ForeignProtocol, deliver: (Event) -> Void
    ) {
        // RTMP inside HTTP is shown wherever it is met; the rest only where RTMP was expected.
        let isShown = isExpected(pending.opening) || foreign.name == "rtmpt"
        totals.note(other: foreign.name, detail: foreign.detail, isShown: isShown, pending.opening)
        guard isShown else {
            slots[id.slot] = .ignored
            return
        }
        shown += 1
        let clientSide = clientSide(pending.opening, held, told: nil, isMidstream: false)
        var opening = opening(pending.opening, clientSide: clientSide, protocol: .other(foreign.name))
        opening.detail = foreign.detail.isEmpty ? nil : foreign.detail
        opening.serial = id.serial
        let flow = OtherFlow(number: shown, opening: opening, first: pending.first, clientSide: clientSide)
        slots[id.slot] = .other(flow)
        flow.announce(deliver: deliver)
        for piece in held.pieces {
            switch piece.content {
            case .bytes(let bytes): flow.receive(bytes.count, from: piece.side, at: piece.moment)
            case .gap(let gap): flow.receive(gap)
            case .ended(let how): flow.receive(how, from: piece.side)
            }
        }
    }

    private mutating func ignore(_ id: FlowID, _ pending: PendingFlow, _ held: HeldBytes) {
        if held.count > 0 {
            totals.note(other: "unknown", pending.opening)
        } else if held.isReset(by: .responder), pending.opening.sawSYN {
            totals.note(other: "refused", detail: "answered with RST, no data", pending.opening)
        } else {
            totals.note(other: "no data", pending.opening)
        }
        slots[id.slot] = .ignored
    }

    private func opening(
        _ opening: StreamEvent.Opening, clientSide: Side, protocol name: FlowProtocol
    ) -> FlowOpening {
        let isInitiator = clientSide == .initiator
        return FlowOpening(
            client: isInitiator ? opening.initiator : opening.responder,
            server: isInitiator ? opening.responder : opening.initiator, encapsulation: opening.encapsulation,
            sawSYN: opening.sawSYN, protocol: name, serial: 0, detail: nil)
    }

    /// The side that opened the connection, or where no SYN tells: the one that the handshake, the ports or the
    /// messages make it.
    ///
    /// - Parameter told: By the handshake, or in mid-stream by the messages.
    private func clientSide(
        _ opening: StreamEvent.Opening, _ held: HeldBytes, told: Side?, isMidstream: Bool
    ) -> Side {
        if opening.sawSYN { return .initiator }
        if let told, !isMidstream { return told }
        let expected = [opening.initiator, opening.responder].map { isServer($0) }
        if expected[0] != expected[1] { return expected[0] ? .responder : .initiator }
        if let told { return told }
        if isMidstream { return opening.initiator.port >= opening.responder.port ? .initiator : .responder }
        // Whoever spoke first where both sides were captured from their beginning; else the higher port.
        if !held.heads[0].isEmpty, !held.heads[1].isEmpty, let first = held.pieces.first { return first.side }
        return opening.initiator.port >= opening.responder.port ? .initiator : .responder
    }

    private func isServer(_ endpoint: Endpoint) -> Bool {
        endpoint.port == Self.registeredPort || options.ports.contains(endpoint.port) || servers.contains(endpoint)
    }

    private func isExpected(_ opening: StreamEvent.Opening) -> Bool {
        isServer(opening.responder) || (!opening.sawSYN && isServer(opening.initiator))
    }
}
