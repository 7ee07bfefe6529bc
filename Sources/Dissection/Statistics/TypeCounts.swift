import RTMP

/// Messages by type. A flow uses a few types, so that a list is faster than a table.
struct TypeCounts {
    /// The count of one type, with the type in the low 8 bits.
    private struct Entry {
        private var word: UInt64

        init(_ type: MessageTypeID) { word = UInt64(type.rawValue) }

        var type: MessageTypeID { MessageTypeID(rawValue: UInt8(truncatingIfNeeded: word)) }
        var count: Int { Int(word &>> 8) }

        mutating func increment() { word &+= 1 << 8 }
    }

    private var entries: [Entry] = []

    mutating func count(_ type: MessageTypeID) {
        var index = 0
        while index < entries.count, entries[index].type != type { index += 1 }
        if index == entries.count { entries.append(Entry(type)) }
        entries[index].increment()
    }

    var all: [MessageTypeID: Int] { Dictionary(entries.map { ($0.type, $0.count) }) { $0 + $1 } }
}
