import Packets
import TestSupport
import Testing

@testable import PcapCapture

/// Packets that wait until their flow is known.
@Suite struct LookBackTests {
    /// Flow and number of the packets that came out.
    private final class Kept {
        var numbers: [Int] = []
        var bytes: [[UInt8]] = []
    }

    private static func add(
        _ flow: Int, _ number: Int, seconds: Int64 = 0, to lookBack: inout LookBack<Int>, size: Int = 3
    ) {
        let bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: size)
        let packet = Packet(
            number: number, time: Timestamp(seconds: seconds, nanoseconds: 0), linkType: .ethernet, originalLength: size
        )
        lookBack.add(packet, bytes.span.bytes, of: flow)
    }

    private static func settle(
        _ lookBack: inout LookBack<Int>, _ known: [Int: LookBack<Int>.Verdict], into kept: Kept, seconds: Int64 = 0
    ) {
        lookBack.settle(at: Timestamp(seconds: seconds, nanoseconds: 0)) {
            known[$0] ?? .undecided
        } keep: {
            packet, bytes in
            kept.numbers.append(packet.number)
            kept.bytes.append(bytes.withUnsafeBytes { [UInt8]($0) })
        }
    }

    @Test("packets before the decision are kept, in their order")
    func order() {
        var lookBack = LookBack<Int>()
        let kept = Kept()
        for (number, flow) in [1, 2, 1, 3, 2, 1].enumerated() { Self.add(flow, number, to: &lookBack) }
        Self.settle(&lookBack, [2: .wanted], into: kept)
        // The first flow is not known yet, so that nothing may go.
        #expect(kept.numbers.isEmpty)
        Self.settle(&lookBack, [1: .wanted, 2: .wanted], into: kept)
        #expect(kept.numbers == [0, 1, 2])
        Self.settle(&lookBack, [1: .wanted, 2: .wanted, 3: .unwanted], into: kept)
        #expect(kept.numbers == [0, 1, 2, 4, 5])
        #expect(kept.bytes == [0, 1, 2, 4, 5].map { [UInt8](repeating: $0, count: 3) })
        #expect(lookBack.count == 0)
        #expect(lookBack.givenUp == 0)
    }

    @Test("what stays undecided goes when too many packets, bytes or seconds are behind it")
    func bounds() {
        let limits: [(LookBack<Int>, Int64)] = [
            (LookBack(maximumPackets: 4), 0), (LookBack(maximumBytes: 12), 0), (LookBack(maximumAge: 1), 1),
        ]
        for (limit, step) in limits {
            var lookBack = limit
            let kept = Kept()
            Self.add(9, 0, to: &lookBack)
            for number in 1...4 { Self.add(1, number, seconds: step, to: &lookBack) }
            Self.settle(&lookBack, [1: .wanted], into: kept, seconds: step)
            #expect(kept.numbers == [1, 2, 3, 4])
            #expect(lookBack.givenUp == 1)
        }
    }

    @Test("memory does not grow with what has passed")
    func compaction() {
        var lookBack = LookBack<Int>()
        let kept = Kept()
        // There is always one packet that waits, so that it never becomes empty.
        Self.add(0, 0, to: &lookBack)
        for number in 1...20_000 {
            Self.add(number, number, to: &lookBack)
            Self.settle(&lookBack, [number - 1: number % 2 == 0 ? .unwanted : .wanted], into: kept)
        }
        #expect(kept.numbers == Array(stride(from: 0, to: 20_000, by: 2)))
        #expect(kept.bytes.allSatisfy { $0.count == 3 })
        #expect(kept.bytes[5000] == [UInt8](repeating: UInt8(truncatingIfNeeded: 10_000), count: 3))
        #expect(lookBack.count == 1)
    }
}
