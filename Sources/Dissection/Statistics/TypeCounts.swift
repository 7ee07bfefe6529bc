import RTMP

/// Messages by type. A flow uses a few types, so that a list is faster than a table.
struct TypeCounts {
    private var counts: [(type: MessageTypeID, count: Int)] = []

    mutating func count(_ type: MessageTypeID) {
        for index in counts.indices where counts[index].type == type {
            counts[index].count += 1
            return
        }
        counts.append((type, 1))
    }

    var all: [MessageTypeID: Int] { Dictionary(counts.map { ($0.type, $0.count) }) { $0 + $1 } }
}
