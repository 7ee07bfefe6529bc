import RTMP

/// Messages by direction and type. A flow uses a few types, so that a list is faster than a table; one for both
/// directions takes less than two.
struct TypeCounts {
    /// A count above the 16 bits of what is counted.
    private struct Entry {
        private var word: UInt64

        init(_ kind: UInt16) { word = UInt64(kind) }

        var kind: UInt16 { UInt16(truncatingIfNeeded: word) }
        var count: Int { Int(word &>> 16) }

        mutating func increment() { word &+= 1 << 16 }
    }

    private var entries: [Entry] = []

    mutating func count(_ type: MessageTypeID, _ direction: Direction) {
        let kind = Self.kind(type, direction)
        var index = 0
        while index < entries.count, entries[index].kind != kind { index += 1 }
        if index == entries.count {
            // One at a time while they are few: twice as many would stay empty.
            if index < 16 { entries.reserveCapacity(index + 1) }
            entries.append(Entry(kind))
        }
        entries[index].increment()
        // What comes most often moves to the front.
        if index > 0, entries[index].count > entries[index - 1].count { entries.swapAt(index, index - 1) }
    }

    /// Those of one direction.
    subscript(direction: Direction) -> [MessageTypeID: Int] {
        var counts: [MessageTypeID: Int] = [:]
        for entry in entries {
            let type = MessageTypeID(rawValue: UInt8(truncatingIfNeeded: entry.kind))
            if entry.kind == Self.kind(type, direction) { counts[type] = entry.count }
        }
        return counts
    }

    private static func kind(_ type: MessageTypeID, _ direction: Direction) -> UInt16 {
        UInt16(direction.rawValue) << 8 | UInt16(type.rawValue)
    }
}
