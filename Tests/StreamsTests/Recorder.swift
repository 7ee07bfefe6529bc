import Packets
import Segments
import Streams

/// A stream assembler with a capture's clock, and everything it delivered, as lines that tests can compare.
///
/// The lines: `1 opened 10.0.0.1:40000 > 10.0.0.2:1935 syn`, `1 i 0 "abc" #3` (serial, side, offset, bytes, packet),
/// `1 r gap 10+5 notCaptured #7`, `1 i fin`, `1 closed reset`.
struct Recorder {
    var assembler: StreamAssembler
    var number = 0
    /// Nanoseconds; every packet takes a millisecond.
    var time: Int64 = 1_700_000_000_000_000_000
    private(set) var lines: [String] = []
    private(set) var ids: [FlowID] = []
    /// What `.closed` told, by serial.
    private(set) var closed: [Int: StreamEvent.Closed] = [:]
    /// Whether bytes stood in the packet's own span.
    private(set) var wereBorrowed: [Bool] = []

    init(_ change: (inout StreamLimits) -> Void = { _ in }) {
        var limits = StreamLimits()
        change(&limits)
        assembler = StreamAssembler(limits: limits)
    }

    mutating func receive(_ parcel: Parcel) {
        number += 1
        time += 1_000_000
        let packet = Packet(
            number: number, time: Timestamp(nanoseconds: time), linkType: .ethernet,
            originalLength: parcel.bytes.count + 54)
        let buffer = parcel.bytes
        var (lines, ids, wereBorrowed, closed) = (lines, ids, wereBorrowed, closed)
        let span = buffer.span.bytes
        assembler.receive(parcel.segment, in: packet, bytes: span) { id, event, bytes in
            if case .opened = event { ids.append(id) }
            if case .closed(let end) = event { closed[id.serial] = end }
            if case .bytes = event {
                wereBorrowed.append(
                    bytes.withUnsafeBytes { new in
                        span.withUnsafeBytes { own in unsafe new.baseAddress == own.baseAddress }
                    })
            }
            lines.append(Self.line(id, event, bytes))
        }
        (self.lines, self.ids, self.wereBorrowed, self.closed) = (lines, ids, wereBorrowed, closed)
    }

    mutating func receive(_ parcels: [Parcel]) {
        for parcel in parcels { receive(parcel) }
    }

    mutating func finish() {
        var (lines, ids, closed) = (lines, ids, closed)
        assembler.finish { id, event, bytes in
            if case .opened = event { ids.append(id) }
            if case .closed(let end) = event { closed[id.serial] = end }
            lines.append(Self.line(id, event, bytes))
        }
        (self.lines, self.ids, self.closed) = (lines, ids, closed)
    }

    /// Packets of other flows go by, and are forgotten.
    mutating func pass(_ count: Int) {
        number += count
        time += Int64(count) * 1_000_000
    }

    /// The lines since the last call.
    mutating func take() -> [String] {
        defer { lines = [] }
        return lines
    }

    static func line(_ id: FlowID, _ event: StreamEvent, _ bytes: RawSpan) -> String {
        func name(_ side: Side) -> String { side == .initiator ? "i" : "r" }
        let text =
            switch event {
            case .opened(let opening):
                "opened \(opening.initiator) > \(opening.responder) \(opening.sawSYN ? "syn" : "midstream")"
            case .bytes(let part):
                "\(name(part.side)) \(part.offset) \"\(text(bytes, part.range))\" #\(part.packet)"
            case .gap(let gap):
                "\(name(gap.side)) gap \(gap.offset)+\(gap.length) \(gap.cause) #\(gap.packet)"
            case .ended(let side, let ending): "\(name(side)) \(ending)"
            case .closed(let end): "closed \(end.reason)"
            }
        return "\(id.serial) \(text)"
    }

    static func text(_ bytes: RawSpan, _ range: Range<Int>) -> String {
        bytes.extracting(range).withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }
}

/// A segment and the bytes its payload is a range of.
struct Parcel {
    var segment: Segment
    var bytes: [UInt8]
}

/// Makes the segments of one connection. Positions are offsets in the sender's stream: 0 is the byte behind the SYN.
struct Connection {
    var client = Endpoint(address: Address(ipv4: 0x0a00_0001), port: 40000)
    var server = Endpoint(address: Address(ipv4: 0x0a00_0002), port: 1935)
    /// Initial sequence numbers.
    var clientISN: UInt32 = 1000
    var serverISN: UInt32 = 9_000_000
    var encapsulation = Encapsulation()

    /// - Parameters:
    ///   - offset: Of the first payload byte, or of the next one where there is none.
    ///   - ack: Offset in the other side's stream; nil for a segment without ACK.
    ///   - cut: How many bytes of the payload were captured.
    func segment(
        from side: Side, at offset: Int, _ payload: String = "", ack: Int? = 0, flags: Segment.Flags = [],
        window: UInt16 = 8192, cut: Int? = nil, id: UInt16? = nil, scale: UInt8? = nil
    ) -> Parcel {
        // Six bytes stand before the payload, so that ranges which do not begin at 0 are exercised.
        let bytes = Array("HEADER".utf8) + Array(payload.utf8)
        let (own, other) = side == .initiator ? (clientISN, serverISN) : (serverISN, clientISN)
        let captured = cut ?? payload.utf8.count
        let isSYN = flags.contains(.syn)
        let segment = Segment(
            source: side == .initiator ? client : server, destination: side == .initiator ? server : client,
            sequence: own &+ UInt32(truncatingIfNeeded: offset + (isSYN ? 0 : 1)),
            acknowledgement: ack.map { other &+ UInt32(truncatingIfNeeded: $0 + 1) } ?? 0,
            flags: ack == nil ? flags : flags.union(.ack), window: window, windowScale: scale,
            payload: 6..<(6 + captured), payloadLength: payload.utf8.count, identification: id,
            encapsulation: encapsulation)
        return Parcel(segment: segment, bytes: Array(bytes.prefix(6 + captured)))
    }

    func client(
        _ offset: Int, _ payload: String = "", ack: Int? = 0, flags: Segment.Flags = [], window: UInt16 = 8192,
        cut: Int? = nil, id: UInt16? = nil
    ) -> Parcel {
        segment(
            from: .initiator, at: offset, payload, ack: ack, flags: flags, window: window, cut: cut, id: id)
    }

    func server(
        _ offset: Int, _ payload: String = "", ack: Int? = 0, flags: Segment.Flags = [], window: UInt16 = 8192,
        cut: Int? = nil, id: UInt16? = nil
    ) -> Parcel {
        segment(
            from: .responder, at: offset, payload, ack: ack, flags: flags, window: window, cut: cut, id: id)
    }

    var syn: Parcel { segment(from: .initiator, at: 0, ack: nil, flags: .syn) }
    var synAck: Parcel { segment(from: .responder, at: 0, flags: .syn) }
    var handshake: [Parcel] { [syn, synAck, client(0)] }
}
