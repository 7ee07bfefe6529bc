import Segments
import Streams

/// Random numbers that a seed repeats (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}

/// A random connection as a capture might show it.
struct RandomTraffic {
    struct Shape {
        /// Packets by which one may come too late or too early in the file.
        var shuffle = 0
        /// Per cent of the data segments.
        var retransmitted = 0
        var duplicated = 0
        var dropped = 0
        var cut = 0
        var keepAlives = 0
        var hasHandshake = true
        /// The handshake comes first in the file, whatever the shuffling.
        var handshakeIsFirst = false
    }

    let streams: [[UInt8]]
    private(set) var parcels: [Parcel] = []
    /// Of each side's bytes whether the capture has them.
    private(set) var captured: [[Bool]]

    init(seed: UInt64, shape: Shape) {
        var random = SeededGenerator(seed: seed)
        let streams = (0..<2).map { _ in
            let count = Int.random(in: 2000...12000, using: &random)
            return (0..<count).map { _ in UInt8.random(in: 33...126, using: &random) }
        }
        self.streams = streams
        captured = streams.map { $0.map { _ in false } }
        var connection = Connection()
        // Both wrap somewhere in the connection.
        connection.clientISN = 0 &- UInt32.random(in: 0...8000, using: &random)
        connection.serverISN = 0 &- UInt32.random(in: 0...8000, using: &random)

        var sent = [0, 0]
        var wire: [(parcel: Parcel, isData: Bool)] = []
        var identification: UInt16 = 0
        func add(_ side: Int, _ range: Range<Int>, flags: Segment.Flags = []) {
            let text = String(decoding: streams[side][range], as: UTF8.self)
            let cut = !range.isEmpty && random.chance(shape.cut) ? Int.random(in: 0...range.count, using: &random) : nil
            identification &+= 1
            let parcel = connection.segment(
                from: side == 0 ? .initiator : .responder, at: range.lowerBound, text, ack: sent[1 - side],
                flags: flags, cut: cut, id: identification)
            wire.append((parcel, !range.isEmpty))
            if random.chance(shape.duplicated) { wire.append((parcel, !range.isEmpty)) }
        }
        if shape.hasHandshake { wire = connection.handshake.map { ($0, false) } }
        while sent[0] < streams[0].count || sent[1] < streams[1].count {
            let side = Int.random(in: 0...1, using: &random)
            let count = min(Int.random(in: 0...1460, using: &random), streams[side].count - sent[side])
            add(side, sent[side]..<(sent[side] + count))
            sent[side] += count
            if sent[side] > 1, random.chance(shape.retransmitted) {
                let start = Int.random(in: max(0, sent[side] - 4000)..<sent[side], using: &random)
                let end = min(streams[side].count, start + Int.random(in: 1...3000, using: &random))
                add(side, start..<end)
                // Retransmissions often carry more than was sent before.
                sent[side] = max(sent[side], end)
            }
            if sent[side] > 1, random.chance(shape.keepAlives) { add(side, (sent[side] - 1)..<sent[side]) }
        }
        for side in [0, 1] { add(side, sent[side]..<sent[side], flags: .fin) }

        let kept = wire.filter { !($0.isData && random.chance(shape.dropped)) }
        let order = kept.indices.map { index in
            let isFixed = shape.hasHandshake && shape.handshakeIsFirst && index < 3
            return (place: index + (isFixed ? 0 : Int.random(in: 0...shape.shuffle, using: &random)), index: index)
        }
        for (_, index) in order.sorted(by: { $0 < $1 }) {
            let parcel = kept[index].parcel
            parcels.append(parcel)
            guard kept[index].isData else { continue }
            let side = parcel.segment.source == connection.client ? 0 : 1
            let isn = side == 0 ? connection.clientISN : connection.serverISN
            let offset = Int(parcel.segment.sequence &- isn &- 1)
            for position in offset..<(offset + parcel.segment.payload.count) { captured[side][position] = true }
        }
    }
}
