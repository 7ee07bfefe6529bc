/// The chunk streams of one direction, found by id.
struct ChunkStreamTable {
    private(set) var streams: [ChunkStream] = []
    /// Slots of ids 0 to 15, which nearly all chunks use: four bits each, 15 where there is none or it is a higher one.
    private var low = UInt64.max
    /// Slots of all ids, once there are many.
    private var high: [Int: Int] = [:]

    /// Streams among which one is searched without a table.
    private static let few = 16

    subscript(slot: Int) -> ChunkStream {
        _read { yield streams[slot] }
        _modify { yield &streams[slot] }
    }

    var count: Int { streams.count }

    @inline(__always)
    func slot(of id: Int) -> Int? {
        if id < 16 {
            let slot = Int(truncatingIfNeeded: low &>> UInt64(truncatingIfNeeded: id &* 4)) & 15
            if slot != 15 { return slot }
        }
        return otherSlot(of: id)
    }

    private func otherSlot(of id: Int) -> Int? {
        streams.count <= Self.few ? streams.firstIndex { $0.id == id } : high[id]
    }

    mutating func open(_ id: Int) -> Int {
        let slot = streams.count
        // A direction uses a handful: twice as many would stay empty.
        if slot == streams.capacity, slot < 8 { streams.reserveCapacity(slot + 1) }
        streams.append(ChunkStream(id: id))
        if id < 16, slot < 15 {
            let shift = UInt64(truncatingIfNeeded: id * 4)
            low = low & ~(15 << shift) | UInt64(truncatingIfNeeded: slot) << shift
        }
        if slot == Self.few {
            for known in 0...slot { high[streams[known].id] = known }
        } else if slot > Self.few {
            high[id] = slot
        }
        return slot
    }
}
