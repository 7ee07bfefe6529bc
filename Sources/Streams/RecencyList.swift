/// The open slots in the order of their last packets, as a list threaded through an array: eight bytes a slot.
struct RecencyList {
    private struct Link {
        var older: Int32 = -1
        var newer: Int32 = -1
    }

    private var links: [Link] = []
    private(set) var oldest = -1
    private(set) var newest = -1

    /// Puts a slot that is not in the list at its new end.
    mutating func insert(_ slot: Int) {
        while links.count <= slot { links.appendSparingly(Link()) }
        links[slot] = Link(older: Int32(newest), newer: -1)
        if newest >= 0 { links[newest].newer = Int32(slot) } else { oldest = slot }
        newest = slot
    }

    mutating func remove(_ slot: Int) {
        let link = links[slot]
        if link.older >= 0 { links[Int(link.older)].newer = link.newer } else { oldest = Int(link.newer) }
        if link.newer >= 0 { links[Int(link.newer)].older = link.older } else { newest = Int(link.older) }
    }

    /// Moves a slot of the list to its new end.
    mutating func touch(_ slot: Int) {
        guard slot != newest else { return }
        let (oldest, newest) = (oldest, newest)
        // One look at the array: this comes with every packet.
        let newOldest = links.withUnsafeMutableBufferPointer { links in
            let link = links[slot]
            // It is not the newest, so that there is one.
            links[Int(link.newer)].older = link.older
            if link.older >= 0 { links[Int(link.older)].newer = link.newer }
            links[newest].newer = Int32(truncatingIfNeeded: slot)
            links[slot] = Link(older: Int32(truncatingIfNeeded: newest), newer: -1)
            return slot == oldest ? Int(link.newer) : oldest
        }
        self.oldest = newOldest
        self.newest = slot
    }
}
