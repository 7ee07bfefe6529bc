import RTMP

/// Messages by direction and type. A flow uses a few types, so that a list is faster than a table; one for both
/// directions takes less than two.
struct TypeCounts {
    /// A count of 23 bits above the 9 bits of what is counted. The next one of its kind goes on where it is full.
    private struct Entry {
        private var word: UInt32

        init(_ kind: UInt32) { word = kind }

        var kind: UInt32 { word & 0x1ff }
        var count: Int { Int(word &>> 9) }
        var isFull: Bool { word &>> 9 == (1 << 23) - 1 }

        mutating func increment() { word &+= 1 << 9 }
    }

    private var entries: [Entry] = []

    mutating func count(_ type: MessageTypeID, _ direction: Direction) {
        let kind = Self.kind(type, direction)
        var index = 0
        while index < entries.count, entries[index].kind != kind || entries[index].isFull { index += 1 }
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
            if entry.kind == Self.kind(type, direction) { counts[type, default: 0] += entry.count }
        }
        return counts
    }

    private static func kind(_ type: MessageTypeID, _ direction: Direction) -> UInt32 {
        UInt32(direction.rawValue) << 8 | UInt32(type.rawValue)
    }
}
