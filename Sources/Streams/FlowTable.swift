import Packets
import Segments

/// Which flows are open, where their state stands, and which were closed a moment ago.
struct FlowTable {
    /// A flow's own facts; what each sender has of its own is a `HalfStream`.
    struct Flow {
        let key: FlowKey
        private var state: UInt8
        private let labels: FlowLabels
        let serial: Int
        /// Time of the last packet.
        var lastTime: Timestamp

        /// Bits of `state`, which has room behind the key.
        private enum State {
            static let initiatedBySecond: UInt8 = 1 << 0
            static let sawSYN: UInt8 = 1 << 1
            static let announced: UInt8 = 1 << 2
            static let holding: UInt8 = 1 << 3
            static let open: UInt8 = 1 << 4
        }

        init(key: FlowKey, initiator: Int, serial: Int, encapsulation: Encapsulation, lastTime: Timestamp) {
            self.key = key
            state = initiator == FlowKey.End.first ? State.open : State.open | State.initiatedBySecond
            labels = FlowLabels(encapsulation)
            self.serial = serial
            self.lastTime = lastTime
        }

        private subscript(flag: UInt8) -> Bool {
            get { state & flag != 0 }
            set { state = newValue ? state | flag : state & ~flag }
        }
        /// The end of the key that opened the connection.
        var initiator: Int {
            get { self[State.initiatedBySecond] ? FlowKey.End.second : FlowKey.End.first }
            set { self[State.initiatedBySecond] = newValue == FlowKey.End.second }
        }
        var sawSYN: Bool {
            get { self[State.sawSYN] }
            set { self[State.sawSYN] = newValue }
        }
        /// `.opened` was delivered.
        var isAnnounced: Bool {
            get { self[State.announced] }
            set { self[State.announced] = newValue }
        }
        /// Everything is kept back until it is known where the streams begin.
        var isHolding: Bool {
            get { self[State.holding] }
            set { self[State.holding] = newValue }
        }
        /// The slot is this flow's.
        var isOpen: Bool {
            get { self[State.open] }
            set { self[State.open] = newValue }
        }
        /// That of the first packet.
        var encapsulation: Encapsulation { labels.encapsulation(key.tunnel, key.tunnelID) }
    }

    /// Where and when keeping back began.
    struct Hold {
        var packet: Int
        var time: Timestamp
    }

    enum Entry {
        case open(slot: Int)
        case closed(tombstone: Int)
        case unknown
    }

    static let tombstoneCount = 4096

    var flows: [Flow] = []
    private(set) var recency = RecencyList()
    /// A slot, the complement of a tombstone's index, or `free`: `FlowTable+Places.swift`.
    var places = [Int32](repeating: FlowTable.free, count: 64)
    var placesTaken = 0
    /// Of flows that are kept back, by slot; of others that are not announced, if they were.
    var holds: [Int: Hold] = [:]
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
        guard let value = entry(of: key) else { return .unknown }
        if value < 0 { return .closed(tombstone: Int(~value)) }
        recent[print] = value
        return .open(slot: Int(value))
    }

    /// Gives a new flow a slot and the next serial.
    mutating func open(_ key: FlowKey, initiator: Int, encapsulation: Encapsulation, at time: Timestamp) -> Int {
        lastSerial += 1
        let flow = Flow(
            key: key, initiator: initiator, serial: lastSerial, encapsulation: encapsulation, lastTime: time)
        let slot: Int
        if let free = freeSlots.popLast() {
            slot = Int(free)
            flows[slot] = flow
        } else {
            slot = flows.count
            flows.appendSparingly(flow)
        }
        enter(Int32(truncatingIfNeeded: slot), for: key)
        recency.insert(slot)
        count += 1
        return slot
    }

    /// Frees a slot; with a tombstone, its key is remembered for a while.
    mutating func close(_ slot: Int, leaving tombstone: Tombstone?) {
        recency.remove(slot)
        freeSlots.append(Int32(truncatingIfNeeded: slot))
        count -= 1
        flows[slot].isOpen = false
        if !holds.isEmpty { holds[slot] = nil }
        let print = flows[slot].key.print
        if Int(recent[print]) == slot { recent[print] = -1 }
        guard let tombstone else {
            forget(flows[slot].key)
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
            if entry(of: forgotten) == ~Int32(index) { forget(forgotten) }
            tombstones[index] = tombstone
        }
        enter(~Int32(index), for: tombstone.key)
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
        guard let value = entry(of: key), value < 0 else { return nil }
        return FlowID(slot: -1, serial: tombstones[Int(~value)].serial)
    }

    func isOpen(_ slot: Int) -> Bool { slot >= 0 && slot < flows.count && flows[slot].isOpen }
}
