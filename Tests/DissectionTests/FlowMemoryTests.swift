import Packets
import RTMP
import Testing

@testable import Dissection

/// What a flow is kept in comes out as it went in.
@Suite struct FlowMemoryTests {
    @Test("messages are counted by type, however many types there are")
    func types() {
        var counts = TypeCounts()
        for type in 0...255 {
            for _ in 0...(type % 7) { counts.count(MessageTypeID(rawValue: UInt8(type))) }
        }
        for _ in 0..<70_000 { counts.count(.video) }
        var all = counts.all
        #expect(all.removeValue(forKey: .video) == 70_000 + 9 % 7 + 1)
        #expect(all.count == 255)
        #expect(all.allSatisfy { $0.value == Int($0.key.rawValue) % 7 + 1 })
    }

    @Test("of packets that are kept back the times are remembered, of others only the last")
    func moments() {
        func time(_ packet: Int) -> Timestamp { Timestamp(nanoseconds: Int64(packet) * 10) }
        var moments = PacketMoments()
        #expect(moments.time(of: 1) == nil)
        for packet in [1, 2, 2, 5] { moments.append(packet, at: time(packet)) }
        #expect([1, 2, 3, 5, 6].map { moments.time(of: $0) } == [time(1), time(2), nil, time(5), nil])
        moments.begin(7, at: time(7))
        #expect([1, 5, 7].map { moments.time(of: $0) } == [nil, nil, time(7)])
        for packet in 8...20_000 { moments.append(packet, at: time(packet)) }
        #expect(moments.time(of: 20_000) == time(20_000) && moments.time(of: 15_000) == time(15_000))
        #expect(moments.time(of: 8) == nil)
    }
}
