/// Ids of message streams, each once, in the order in which they came. A flow has one, which takes no memory of its own.
struct StreamIDs: Sendable {
    private var first: UInt32 = 0
    private var others: [UInt32] = []
    private(set) var isEmpty = true

    var count: Int { isEmpty ? 0 : 1 + others.count }
    var all: [UInt32] { isEmpty ? [] : [first] + others }

    func contains(_ id: UInt32) -> Bool { !isEmpty && (first == id || others.contains(id)) }

    mutating func insert(_ id: UInt32) {
        if isEmpty {
            (first, isEmpty) = (id, false)
        } else if !contains(id) {
            others.append(id)
        }
    }
}
