import Packets
import Segments
import Streams

/// Turns packets into events: the whole way from a packet's bytes to what was said.
///
/// It reads no clock and does no input or output, so a file, a live interface, a test and a fuzzer drive it alike.
public struct Dissector {
    private var decoder = PacketDecoder()
    private var assembler: StreamAssembler
    private var flows: FlowBook
    private var last: Moment?

    public init(options: DissectionOptions = .init()) {
        decoder.fragmentLimits = options.fragments
        assembler = StreamAssembler(limits: options.streams)
        flows = FlowBook(options: options)
    }

    /// Counts so far.
    public var totals: CaptureTotals { flows.totals }

    /// Takes the next packet of the capture; its bytes are borrowed for the call.
    /// - Returns: Where the packet belongs.
    @discardableResult
    public mutating func receive(_ packet: Packet, _ bytes: RawSpan, deliver: (Event) -> Void) -> PacketPlace {
        let moment = begin(packet, deliver)
        var place = PacketPlace.nowhere
        let verdict = Self.decode(packet, bytes, at: moment, &decoder, &assembler, &flows, &place, deliver)
        count(verdict, packet, &place)
        return place
    }

    /// Takes the next packet of the capture, decoded already as far as it goes alone.
    /// - Returns: Where the packet belongs.
    @discardableResult
    public mutating func receive(
        _ packet: Packet, _ bytes: RawSpan, _ decoded: DecodedPacket, deliver: (Event) -> Void
    ) -> PacketPlace {
        if case .fragment = decoded.verdict { return receive(packet, bytes, deliver: deliver) }
        let moment = begin(packet, deliver)
        var place = PacketPlace.nowhere
        if case .tcp = decoded.verdict {
            Self.receive(
                decoded.segment, bytes, captured: bytes.byteCount, in: packet, at: moment, &assembler, &flows, &place,
                deliver)
        } else {
            count(decoded.verdict, packet, &place)
        }
        return place
    }

    private mutating func begin(_ packet: Packet, _ deliver: (Event) -> Void) -> Moment {
        let notice = flows.totals.note(packet)
        let moment = Moment(packet)
        if let notice { deliver(flows.event(notice, at: moment)) }
        last = moment
        return moment
    }

    private mutating func count(_ verdict: PacketVerdict, _ packet: Packet, _ place: inout PacketPlace) {
        switch verdict {
        case .unknownLinkType: flows.totals.unknownLinkTypes[packet.linkType, default: 0] += 1
        case .malformed: flows.totals.malformedPackets += 1
        case .fragment: place = .fragment
        case .tcp, .udp, .otherIP, .notIP: break
        }
    }

    /// The clock of a live capture stands at `time`, and no packet has come: what was due by then is done.
    public mutating func advance(to time: Timestamp, deliver: (Event) -> Void) {
        guard let last else { return }
        Self.advance(&assembler, &flows, to: Moment(time: max(time, last.time), packet: last.packet), deliver)
    }

    /// What is known of the flow that a packet belonged to.
    public func standing(of flow: FlowID) -> FlowStanding {
        flows.standing(of: flow, isOpen: assembler.isOpen(flow))
    }

    /// The capture has ended: everything unfinished is told.
    public mutating func finish(deliver: (Event) -> Void) {
        decoder.finish()
        flows.totals.limits.note(decoder.fragmentCounts)
        guard let last else { return }
        Self.finish(&assembler, &flows, at: last, deliver)
    }

    // The stages are handed to static functions one by one: a closure in one may then change the next.

    private static func decode(
        _ packet: Packet, _ bytes: RawSpan, at moment: Moment, _ decoder: inout PacketDecoder,
        _ assembler: inout StreamAssembler, _ flows: inout FlowBook, _ place: inout PacketPlace,
        _ deliver: (Event) -> Void
    ) -> PacketVerdict {
        decoder.decode(packet, bytes) { segment, span in
            receive(
                segment, span, captured: bytes.byteCount, in: packet, at: moment, &assembler, &flows, &place, deliver)
        }
    }

    private static func receive(
        _ segment: Segment, _ bytes: RawSpan, captured: Int, in packet: Packet, at moment: Moment,
        _ assembler: inout StreamAssembler, _ flows: inout FlowBook, _ place: inout PacketPlace,
        _ deliver: (Event) -> Void
    ) {
        if let notice = flows.totals.note(segment, captured: captured) {
            deliver(flows.event(notice, at: moment))
        }
        let flow = assembler.receive(segment, in: packet, bytes: bytes) { id, event, data in
            flows.receive(id, event, data, at: moment, deliver: deliver)
        }
        if let flow { place = .flow(flow) }
    }

    private static func advance(
        _ assembler: inout StreamAssembler, _ flows: inout FlowBook, to moment: Moment, _ deliver: (Event) -> Void
    ) {
        assembler.advance(to: moment.time) { id, event, data in
            flows.receive(id, event, data, at: moment, deliver: deliver)
        }
    }

    private static func finish(
        _ assembler: inout StreamAssembler, _ flows: inout FlowBook, at moment: Moment, _ deliver: (Event) -> Void
    ) {
        assembler.finish { id, event, data in
            flows.receive(id, event, data, at: moment, deliver: deliver)
        }
    }
}
