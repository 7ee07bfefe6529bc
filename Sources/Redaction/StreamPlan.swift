/// What is to become of one direction's bytes, by their offsets in its stream: those that were understood stay but for
/// what is changed in them; of all others goes what looks like text, of enciphered ones everything.
struct StreamPlan: Sendable {
    /// Sequence number of offset 0.
    var base: UInt32?
    /// From here on the bytes are enciphered.
    var encryptedFrom = Int.max
    /// Understood; sorted, without overlap, and not touching each other.
    private(set) var clear: [Range<Int>] = []
    /// Sorted by position once `seal` was called.
    private(set) var changes: [PayloadChange] = []

    /// Pieces remembered of one direction; what comes later goes.
    static let maximumRanges = 1 << 20
    static let maximumChanges = 1 << 22

    /// The bytes were understood.
    mutating func admit(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        // Nearly always behind all others.
        var index = clear.count
        if let last = clear.last, last.upperBound >= range.lowerBound {
            index = Self.firstIndex(in: clear) { $0.upperBound >= range.lowerBound }
        }
        var merged = range
        var end = index
        while end < clear.count, clear[end].lowerBound <= merged.upperBound {
            merged = min(merged.lowerBound, clear[end].lowerBound)..<max(merged.upperBound, clear[end].upperBound)
            end += 1
        }
        guard end > index || clear.count < Self.maximumRanges else { return }
        clear.replaceSubrange(index..<end, with: CollectionOfOne(merged))
    }

    /// - Returns: Whether it could be remembered.
    mutating func change(_ change: PayloadChange) -> Bool {
        guard changes.count < Self.maximumChanges else { return false }
        changes.append(change)
        return true
    }

    /// Nothing more comes.
    mutating func seal() { changes.sort { $0.position < $1.position } }

    /// Makes the bytes at `range`, whose first has the offset `offset`, what they are to be.
    /// - Returns: Whether some were changed, and how many were blanked.
    func apply(to bytes: inout [UInt8], _ range: Range<Int>, offset: Int) -> (isChanged: Bool, blanked: Int) {
        let end = offset + range.count
        let shift = range.lowerBound - offset
        var position = offset
        var blanked = 0
        var index = Self.firstIndex(in: clear) { $0.upperBound > offset }
        while position < end {
            let next = index < clear.count ? clear[index] : end..<end
            let hole = position..<max(position, min(next.lowerBound, end))
            blanked += blank(&bytes, hole, shift)
            position = max(hole.upperBound, min(next.upperBound, end))
            if index >= clear.count { break }
            index += 1
        }
        var isChanged = false
        // No change is longer than a message; those that begin before the range are looked for one by one.
        var first = Self.firstIndex(in: changes) { $0.position >= offset }
        while first > 0, changes[first - 1].position + changes[first - 1].bytes.count > offset { first -= 1 }
        while first < changes.count, changes[first].position < end {
            let change = changes[first]
            for (distance, byte) in change.bytes.enumerated() {
                let place = change.position + distance
                if place >= offset, place < end {
                    bytes[place + shift] = byte
                    isChanged = true
                }
            }
            first += 1
        }
        return (isChanged, blanked)
    }

    private func blank(_ bytes: inout [UInt8], _ hole: Range<Int>, _ shift: Int) -> Int {
        let plain = hole.lowerBound..<max(hole.lowerBound, min(hole.upperBound, encryptedFrom))
        for place in plain.upperBound..<hole.upperBound { bytes[place + shift] = 0 }
        return TextScrub.scrub(&bytes, plain.lowerBound + shift..<plain.upperBound + shift)
            + hole.upperBound - plain.upperBound
    }

    private static func firstIndex<Element>(in list: [Element], where isBehind: (Element) -> Bool) -> Int {
        var low = 0
        var high = list.count
        while low < high {
            let middle = (low + high) / 2
            if isBehind(list[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
