import Packets
import Segments

/// Which flows are open, where their state stands, and which were closed a moment ago.
struct FlowTable {
    /// A flow's own facts; what each sender has of its own is a `HalfStream`.
    struct Flow {
        let key: FlowKey
        /// The end of the key that opened the connection.
        var initiator: UInt8
        var sawSYN = false
        /// `.opened` was delivered.
        var isAnnounced = false
        /// Everything is kept back until it is known where the streams begin.
        var isHolding = false
        let serial: Int
        let encapsulation: Encapsulation
        /// Time of the last packet.
        var lastTime: Timestamp
        /// Where and when keeping back began.
        var holdPacket = 0
        var holdTime = Timestamp(nanoseconds: 0)
    }

    enum Entry {
        case open(slot: Int)
        case closed(tombstone: Int)
        case unknown
    }

    static let tombstoneCount = 4096

    var flows: [Flow] = []
    private(set) var recency = RecencyList()
    /// A slot, or the complement of a tombstone's index.
    private var entries: [FlowKey: Int32] = [:]
    private var freeSlots: [Int32] = []
    private(set) var tombstones: [Tombstone] = []
    private var oldestTombstone = 0
    private var lastSerial = 0
    /// Slots of flows found lately, by a quick print of their keys: most packets then need no seeded hash. Keys are the
    /// peers' to choose, but those that share a print only take the slow way.
    private var recent = [Int32](repeating: -1, count: 256)

    /// Flows open now.
    private(set) var count = 0

    @inline(__always)
    mutating func find(_ key: FlowKey) -> Entry {
        let print = key.print
        let slot = Int(recent[print])
        if slot >= 0, flows[slot].key == key { return .open(slot: slot) }
        return findSlowly(key, print)
    }

    private mutating func findSlowly(_ key: FlowKey, _ print: Int) -> Entry {
        guard let value = entries[key] else { return .unknown }
        if value < 0 { return .closed(tombstone: Int(~value)) }
        recent[print] = value
        return .open(slot: Int(value))
    }

    /// Gives a new flow a slot and the next serial.
    mutating func open(_ key: FlowKey, initiator: Int, encapsulation: Encapsulation, at time: Timestamp) -> Int {
        lastSerial += 1
        let flow = Flow(
            key: key, initiator: UInt8(truncatingIfNeeded: initiator), serial: lastSerial,
            encapsulation: encapsulation, lastTime: time)
        let slot: Int
        if let free = freeSlots.popLast() {
            slot = Int(free)
            flows[slot] = flow
        } else {
            slot = flows.count
            flows.append(flow)
        }
        entries[key] = Int32(truncatingIfNeeded: slot)
        recency.insert(slot)
        count += 1
        return slot
    }

    /// Frees a slot; with a tombstone, its key is remembered for a while.
    mutating func close(_ slot: Int, leaving tombstone: Tombstone?) {
        recency.remove(slot)
        freeSlots.append(Int32(truncatingIfNeeded: slot))
        count -= 1
        let print = flows[slot].key.print
        if Int(recent[print]) == slot { recent[print] = -1 }
        guard let tombstone else {
            entries[flows[slot].key] = nil
            return
        }
        let index: Int
        if tombstones.count < Self.tombstoneCount {
            index = tombstones.count
            tombstones.append(tombstone)
        } else {
            index = oldestTombstone
            oldestTombstone = (oldestTombstone + 1) % Self.tombstoneCount
            let forgotten = tombstones[index].key
            if entries[forgotten] == ~Int32(index) { entries[forgotten] = nil }
            tombstones[index] = tombstone
        }
        entries[tombstone.key] = ~Int32(index)
    }

    mutating func touch(_ slot: Int, at time: Timestamp) {
        flows[slot].lastTime = time
        recency.touch(slot)
    }

    /// The open slots in the order in which their flows were met.
    var slotsBySerial: [Int] {
        var slots: [Int] = []
        for slot in flows.indices where isOpen(slot) { slots.append(slot) }
        return slots.sorted { flows[$0].serial < flows[$1].serial }
    }

    /// The flow of this key that was closed a moment ago. It has no slot any more.
    func closedFlow(_ key: FlowKey) -> FlowID? {
        guard let value = entries[key], value < 0 else { return nil }
        return FlowID(slot: -1, serial: tombstones[Int(~value)].serial)
    }

    func isOpen(_ slot: Int) -> Bool {
        slot >= 0 && slot < flows.count && entries[flows[slot].key] == Int32(truncatingIfNeeded: slot)
    }
}
