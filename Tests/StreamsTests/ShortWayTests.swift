import Packets
import Segments
import Testing

@testable import Streams

/// Segments that leave nothing to decide take a short way; the long one, which all could take, must tell the same.
struct ShortWayTests {
    /// Everything that is told, with every field of it.
    private func told(_ parcels: [Parcel], shortly: Bool, steps: [Int64]) -> [String] {
        var assembler = StreamAssembler()
        assembler.takesShortWay = shortly
        var lines: [String] = []
        var time: Int64 = 1_700_000_000_000_000_000
        for (index, parcel) in parcels.enumerated() {
            time += steps[index % steps.count]
            let packet = Packet(
                number: index + 1, time: Timestamp(nanoseconds: time), linkType: .raw, originalLength: 0)
            let id = assembler.receive(parcel.segment, in: packet, bytes: parcel.bytes.span.bytes) { id, event, _ in
                lines.append("\(id) \(event)")
            }
            guard let id else { continue }
            lines.append("\(assembler.facts(of: id, side: .initiator)) \(assembler.facts(of: id, side: .responder))")
        }
        assembler.finish { id, event, _ in lines.append("\(id) \(event)") }
        return lines
    }

    @Test("of random traffic in order, late, lost, cut, repeated or met in its midst", arguments: 0..<80)
    func random(seed: Int) {
        let traffic = RandomTraffic(
            seed: UInt64(7000 + seed),
            shape: .init(
                shuffle: [0, 0, 3, 12][seed % 4], retransmitted: [0, 10][seed / 4 % 2],
                duplicated: [0, 5][seed / 8 % 2],
                dropped: [0, 0, 5][seed % 3], cut: [0, 3][seed / 16 % 2], keepAlives: [0, 5][seed / 2 % 2],
                hasHandshake: seed % 5 != 0))
        // Waits of more than half a second are worth a note.
        let steps: [Int64] = [[1_000_000], [400_000_000, 1, 200_000_000], [0, 0, 700_000_000]][seed % 3]
        let short = told(traffic.parcels, shortly: true, steps: steps)
        #expect(short.count > traffic.parcels.count)
        #expect(short == told(traffic.parcels, shortly: false, steps: steps), "seed \(7000 + seed)")
    }

    @Test("of windows that close, acknowledgements that go back or too far, and data behind a FIN")
    func hostile() {
        var random = SeededGenerator(seed: 7100)
        let connection = Connection()
        for round in 0..<200 {
            var parcels = connection.handshake
            var next = [0, 0]
            for number in 0..<60 {
                let side = Int.random(in: 0...1, using: &random)
                let count = [0, 0, 1, 50, 1448].randomElement(using: &random) ?? 0
                let offset =
                    random.chance(90) ? next[side] : max(0, next[side] + Int.random(in: -60...60, using: &random))
                let ack =
                    random.chance(90) ? next[1 - side] : next[1 - side] + Int.random(in: -100...3000, using: &random)
                let window: UInt16 = random.chance(5) ? 0 : 8192
                parcels.append(
                    connection.segment(
                        from: side == 0 ? .initiator : .responder, at: offset, String(repeating: "x", count: count),
                        ack: random.chance(95) ? ack : nil, flags: number > 50 && random.chance(5) ? .fin : [],
                        window: window, id: random.chance(50) ? UInt16(number % 7) : nil))
                if offset == next[side] { next[side] += count }
            }
            #expect(
                told(parcels, shortly: true, steps: [1_000_000, 300_000_000])
                    == told(parcels, shortly: false, steps: [1_000_000, 300_000_000]), "round \(round)")
        }
    }
}
