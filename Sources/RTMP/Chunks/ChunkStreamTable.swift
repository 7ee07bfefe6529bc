/// The chunk streams of one direction, found by id.
struct ChunkStreamTable {
    private(set) var streams: [ChunkStream] = []
    /// Slots of ids 0 to 63, which nearly all chunks use; -1 where there is none.
    private var low = [Int16](repeating: -1, count: 64)
    private var high: [Int: Int] = [:]

    subscript(slot: Int) -> ChunkStream {
        _read { yield streams[slot] }
        _modify { yield &streams[slot] }
    }

    var count: Int { streams.count }

    @inline(__always)
    func slot(of id: Int) -> Int? {
        if id < 64 {
            let slot = Int(low[id])
            if slot >= 0 { return slot }
        }
        return high.isEmpty ? nil : high[id]
    }

    mutating func open(_ id: Int) -> Int {
        let slot = streams.count
        // A direction uses a handful: twice as many would stay empty.
        if slot == streams.capacity, slot < 8 { streams.reserveCapacity(slot + 2) }
        streams.append(ChunkStream(id: id))
        if id < 64, let short = Int16(exactly: slot) { low[id] = short } else { high[id] = slot }
        return slot
    }
}
