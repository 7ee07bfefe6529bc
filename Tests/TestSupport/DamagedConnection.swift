import Segments

/// A TCP connection as a capture may show it: cut into segments of any size, out of order, repeated, sent again with
/// other borders, with keep-alives and sequence numbers that wrap, and with packets that were not captured.
///
///     let connection = DamagedConnection(seed: 7, sides: [client, server], damage: .init(shuffle: 12, dropped: 5))
///     // connection.records, and connection.captured: which bytes of each side the records hold
public struct DamagedConnection: Sendable {
    /// What happens to packets; numbers are per cent of those with data where nothing else is said.
    public struct Damage: Sendable {
        /// Packets by which one may come too late in the file.
        public var shuffle = 0
        /// Sent again, from anywhere in the last bytes and further than before.
        public var retransmitted = 0
        public var duplicated = 0
        public var keepAlives = 0
        /// Not captured; those from this offset of a side on.
        public var dropped = 0
        public var droppedFrom = 0
        /// Captured in part.
        public var cut = 0

        /// No damage but what is said.
        public init(
            shuffle: Int = 0, retransmitted: Int = 0, duplicated: Int = 0, keepAlives: Int = 0, dropped: Int = 0,
            droppedFrom: Int = 0, cut: Int = 0
        ) {
            self.shuffle = shuffle
            self.retransmitted = retransmitted
            self.duplicated = duplicated
            self.keepAlives = keepAlives
            self.dropped = dropped
            self.droppedFrom = droppedFrom
            self.cut = cut
        }
    }

    /// Ethernet frames, a millisecond apart.
    public private(set) var records: [CaptureBuilder.Record] = []
    /// By side, of each byte whether a record has it.
    public private(set) var captured: [[Bool]]

    private struct Wire {
        var frame: [UInt8]
        var side: Int
        var range: Range<Int>
    }

    private static let ends = [
        Endpoint(address: Address(ipv4: 0xc000_0201), port: 50_000),
        Endpoint(address: Address(ipv4: 0xc633_6407), port: 1935),
    ]

    private let sides: [[UInt8]]
    private let first: [UInt32]
    private var sent = [0, 0]
    private var wire: [Wire] = []
    private var random: SeededGenerator

    /// - Parameter sides: What the client and the server send, all of it.
    public init(seed: UInt64, sides: [[UInt8]], damage: Damage) {
        self.sides = sides
        captured = sides.map { $0.map { _ in false } }
        random = SeededGenerator(seed: seed &* 31 &+ 5)
        // Both wrap early in the connection.
        first = [0 &- UInt32(random.integer(1...6000)), 0 &- UInt32(random.integer(1...6000))]
        for (side, flags) in [(0, Segment.Flags.syn), (1, [.syn, .ack]), (0, .ack)] { add(side, 0..<0, flags) }
        while sent[0] < sides[0].count || sent[1] < sides[1].count { sendNext(damage) }
        for side in [0, 1] { add(side, sent[side]..<sent[side], [.fin, .ack]) }
        capture(damage)
    }

    // MARK: Sending

    private mutating func sendNext(_ damage: Damage) {
        let side = random.integer(0...1)
        let size = random.chance(30) ? random.integer(1...20) : random.integer(1...1460)
        let end = min(sent[side] + size, sides[side].count)
        guard end > sent[side] else { return }
        send(side, sent[side]..<end, damage)
        if random.chance(damage.retransmitted) {
            let start = random.integer(max(0, end - 4000)...(end - 1))
            // Retransmissions often carry more than was sent before.
            send(side, start..<min(sides[side].count, start + random.integer(1...1460)), damage)
        }
        if random.chance(damage.keepAlives) { send(side, (sent[side] - 1)..<sent[side], damage) }
    }

    private mutating func send(_ side: Int, _ range: Range<Int>, _ damage: Damage) {
        sent[side] = max(sent[side], range.upperBound)
        add(side, range, [.ack, .psh])
        if let last = wire.last, random.chance(damage.duplicated) { wire.append(last) }
    }

    private mutating func add(_ side: Int, _ range: Range<Int>, _ flags: Segment.Flags) {
        let isSYN = flags.contains(.syn)
        let frame = PacketBuilder.frame(
            from: Self.ends[side], to: Self.ends[1 - side],
            sequence: first[side] &+ (isSYN ? 0 : 1 &+ UInt32(range.lowerBound)),
            acknowledgement: flags == .syn ? 0 : first[1 - side] &+ 1 &+ UInt32(sent[1 - side]), flags: flags,
            payload: Array(sides[side][range]))
        wire.append(Wire(frame: frame, side: side, range: range))
    }

    // MARK: Capturing

    private mutating func capture(_ damage: Damage) {
        var order: [(place: Int, index: Int)] = []
        for (index, packet) in wire.enumerated() {
            let isData = !packet.range.isEmpty
            if isData, packet.range.lowerBound >= damage.droppedFrom, random.chance(damage.dropped) { continue }
            order.append((index + (index < 3 ? 0 : random.integer(0...damage.shuffle)), index))
        }
        for (_, index) in order.sorted(by: { $0 < $1 }) {
            let packet = wire[index]
            var missing = 0
            if packet.range.lowerBound >= damage.droppedFrom, !packet.range.isEmpty, random.chance(damage.cut) {
                missing = random.integer(1...packet.range.count)
            }
            records.append(
                CaptureBuilder.Record(
                    Array(packet.frame.dropLast(missing)),
                    at: 1_700_000_000_000_000_000 + Int64(records.count) * 1_000_000,
                    originalLength: packet.frame.count))
            for position in packet.range.dropLast(missing) { captured[packet.side][position] = true }
        }
    }
}
