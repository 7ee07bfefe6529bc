import Packets
import RTMP

/// When the packets came that were kept back, by their numbers.
struct PacketMoments {
    /// The last packet; where it is all that is remembered, `moments` is empty.
    private var lastPacket = PacketMoments.none
    private var lastTime = Timestamp(nanoseconds: 0)
    /// The last one as well.
    private var moments: [(packet: Int, time: Timestamp)] = []

    private static let none = Int.min
    /// Packets remembered at once; the oldest are forgotten first.
    private static let maximum = 8192

    mutating func append(_ packet: Int, at time: Timestamp) {
        if lastPacket != Self.none {
            if lastPacket >= packet { return }
            if moments.isEmpty { moments.append((lastPacket, lastTime)) }
            if moments.count >= Self.maximum { moments.removeFirst(Self.maximum / 2) }
            moments.append((packet, time))
        }
        (lastPacket, lastTime) = (packet, time)
    }

    /// Forgets all others.
    mutating func begin(_ packet: Int, at time: Timestamp) {
        if !moments.isEmpty { moments = [] }
        (lastPacket, lastTime) = (packet, time)
    }

    func time(of packet: Int) -> Timestamp? {
        if lastPacket == packet { return lastTime }
        guard let first = moments.first, packet >= first.packet else { return nil }
        var low = 0
        var high = moments.count
        while low < high {
            let middle = (low + high) / 2
            if moments[middle].packet < packet { low = middle + 1 } else { high = middle }
        }
        return low < moments.count && moments[low].packet == packet ? moments[low].time : nil
    }
}

extension ChunkEvent {
    /// The packet at which it was complete.
    var lastPacket: Int {
        switch self {
        case .message(let message): message.lastPacket
        case .chunk(let chunk): chunk.packet
        case .cut(let cut): cut.lastPacket
        case .lost(let loss): loss.packet
        case .resynchronized(let found): found.packet
        }
    }
}
