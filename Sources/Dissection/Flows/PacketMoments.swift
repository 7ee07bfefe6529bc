import RTMP

/// When the packets came that were kept back, by their numbers.
struct PacketMoments {
    /// The last packet; where it is all that is remembered, `moments` is empty.
    private var last: (packet: Int, moment: Moment)?
    private var moments: [(packet: Int, moment: Moment)] = []

    /// Packets remembered at once; the oldest are forgotten first.
    private static let maximum = 8192

    mutating func append(_ packet: Int, _ moment: Moment) {
        if let last {
            if last.packet >= packet { return }
            if moments.isEmpty { moments.append(last) }
            if moments.count >= Self.maximum { moments.removeFirst(Self.maximum / 2) }
            moments.append((packet, moment))
        }
        last = (packet, moment)
    }

    /// Forgets all others.
    mutating func begin(_ packet: Int, _ moment: Moment) {
        if !moments.isEmpty { moments = [] }
        last = (packet, moment)
    }

    func moment(of packet: Int) -> Moment? {
        guard let last else { return nil }
        if last.packet == packet { return last.moment }
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
