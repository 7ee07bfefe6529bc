import RTMP

/// When the packets came that were kept back, by their numbers.
struct PacketMoments {
    private var moments: [(packet: Int, moment: Moment)] = []

    /// Packets remembered at once; the oldest are forgotten first.
    private static let maximum = 8192

    mutating func append(_ packet: Int, _ moment: Moment) {
        if let last = moments.last, last.packet >= packet { return }
        if moments.count >= Self.maximum { moments.removeFirst(Self.maximum / 2) }
        moments.append((packet, moment))
    }

    mutating func removeAll() { moments.removeAll(keepingCapacity: moments.count <= 64) }

    func moment(of packet: Int) -> Moment? {
        guard let first = moments.first, packet >= first.packet else { return nil }
        var low = 0
        var high = moments.count
        while low < high {
            let middle = (low + high) / 2
            if moments[middle].packet < packet { low = middle + 1 } else { high = middle }
        }
        return low < moments.count && moments[low].packet == packet ? moments[low].moment : nil
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
