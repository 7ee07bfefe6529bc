import Packets

/// What a half-stream needs only once something was out of the ordinary.
struct Irregularities {
    /// Index of the half-stream; negative in a free record.
    var half: Int32 = -1
    var queue = OutOfOrderQueue()
    /// Only the rare counts; the others stand in the half-stream.
    var facts = RareFacts()
    /// When in-order bytes last came while others waited.
    var lastProgress = Timestamp(nanoseconds: .min)
    var zeroWindowSince = Timestamp(nanoseconds: 0)
    /// The acknowledgement as it was at an earlier packet: once the reordering window has passed since, bytes below
    /// it that are still missing were not captured.
    var checkpoint: (packet: Int, acknowledged: Int)?
}

/// The irregularities of all flows, in slots that are used again.
struct IrregularityPool {
    private(set) var records: [Irregularities] = []
    private var free: [Int32] = []
    /// What all queues together hold.
    private(set) var waitingCost = 0

    subscript(index: Int32) -> Irregularities {
        _read { yield records[Int(index)] }
        _modify { yield &records[Int(index)] }
    }

    /// Changes a queue, and the sum over all queues with it.
    mutating func changeQueue<Result>(_ index: Int32, _ change: (inout OutOfOrderQueue) -> Result) -> Result {
        waitingCost -= records[Int(index)].queue.cost
        defer { waitingCost += records[Int(index)].queue.cost }
        return change(&records[Int(index)].queue)
    }

    mutating func allocate(for half: Int) -> Int32 {
        let index: Int32
        if let last = free.popLast() {
            index = last
        } else {
            index = Int32(truncatingIfNeeded: records.count)
            records.appendSparingly(Irregularities())
        }
        records[Int(index)].half = Int32(truncatingIfNeeded: half)
        return index
    }

    mutating func release(_ index: Int32) {
        waitingCost -= records[Int(index)].queue.cost
        records[Int(index)] = Irregularities()
        free.append(index)
    }
}
