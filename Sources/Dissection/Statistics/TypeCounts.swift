import RTMP

/// Messages by type. A direction uses a few types, so that a list is faster than a table.
struct TypeCounts {
    /// The count of one type, with the type in the low 8 bits.
    private struct Entry {
        private var word: UInt64

        init(_ type: MessageTypeID) { word = UInt64(type.rawValue) }

        var type: MessageTypeID { MessageTypeID(rawValue: UInt8(truncatingIfNeeded: word)) }
        var count: Int { Int(word &>> 8) }

        mutating func increment() { word &+= 1 << 8 }
    }

    /// In the order in which they came; behind the last one stands what has counted nothing.
    private var first: InlineArray<6, Entry> = .init(repeating: Entry(MessageTypeID(rawValue: 0)))
    private var others: [Entry] = []

    mutating func count(_ type: MessageTypeID) {
        for index in first.indices {
            if first[index].count == 0 { first[index] = Entry(type) }
            if first[index].type == type { return first[index].increment() }
        }
        let index = others.firstIndex { $0.type == type } ?? others.count
        if index == others.count { others.append(Entry(type)) }
        others[index].increment()
    }

    var all: [MessageTypeID: Int] {
        let entries = first.indices.map { first[$0] }.filter { $0.count > 0 } + others
        return Dictionary(uniqueKeysWithValues: entries.map { ($0.type, $0.count) })
    }
}
