/// Where a key is looked up: a table of slots and tombstones, open-addressed, with the keys in what it refers to. A
/// dictionary would hold each key a second time, which is as much as the rest of a flow.
extension FlowTable {
    /// Nothing stands there.
    static let free = Int32.max

    /// The place where a key stands, or the free one where it would.
    func place(of key: FlowKey) -> Int {
        let mask = places.count &- 1
        var place = key.hashValue & mask
        // It ends: at most half of all places are taken.
        while places[place] != Self.free, self.key(of: places[place]) != key { place = (place &+ 1) & mask }
        return place
    }

    /// The slot or the complement of the tombstone's index that a key has; `nil` where it has none.
    func entry(of key: FlowKey) -> Int32? {
        let entry = places[place(of: key)]
        return entry == Self.free ? nil : entry
    }

    /// Gives a key its slot or tombstone, which must have the key already.
    mutating func enter(_ entry: Int32, for key: FlowKey) {
        let place = place(of: key)
        let isNew = places[place] == Self.free
        places[place] = entry
        guard isNew else { return }
        placesTaken += 1
        if placesTaken * 2 > places.count { growPlaces() }
    }

    /// Takes a key out, while what its entry refers to still has it.
    mutating func forget(_ key: FlowKey) {
        var hole = place(of: key)
        guard places[hole] != Self.free else { return }
        placesTaken -= 1
        let mask = places.count - 1
        var next = (hole + 1) & mask
        // Those behind it that were displaced move up, so that a search never ends too early.
        while places[next] != Self.free {
            let home = self.key(of: places[next]).hashValue & mask
            if (next - home) & mask >= (next - hole) & mask {
                places[hole] = places[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        places[hole] = Self.free
    }

    private mutating func growPlaces() {
        let entries = places
        places = [Int32](repeating: Self.free, count: entries.count * 2)
        for entry in entries where entry != Self.free { places[place(of: key(of: entry))] = entry }
    }

    private func key(of entry: Int32) -> FlowKey {
        entry < 0 ? tombstones[Int(~entry)].key : flows[Int(entry)].key
    }
}
