/// The chunk streams of one direction, found by id.
struct ChunkStreamTable {
    private(set) var streams: [ChunkStream] = []
    /// Slots of ids 0 to 63, which nearly all chunks use; -1 where there is none.
    private var low = [Int32](repeating: -1, count: 64)
    private var high: [Int: Int] = [:]

    subscript(slot: Int) -> ChunkStream {
        _read { yield streams[slot] }
        _modify { yield &streams[slot] }
    }

    var count: Int { streams.count }

    @inline(__always)
    func slot(of id: Int) -> Int? {
        guard id < 64 else { return high[id] }
        let slot = Int(low[id])
        return slot < 0 ? nil : slot
    }

    mutating func open(_ id: Int) -> Int {
        let slot = streams.count
        streams.append(ChunkStream(id: id))
        if id < 64 { low[id] = Int32(slot) } else { high[id] = slot }
        return slot
    }
}
