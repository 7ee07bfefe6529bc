/// A dictionary of few entries, in the order in which they came. The first two stand in the table itself: a flow mostly
/// has no more of anything, and what stands in a rule's state takes next to nothing while the flow rests.
struct FewTable<Key: Equatable & Sendable, Value: Sendable>: Sendable {
    typealias Entry = (key: Key, value: Value)

    private var first: Entry?
    private var second: Entry?
    private var others: [Entry] = []

    var count: Int { (first == nil ? 0 : 1) + (second == nil ? 0 : 1) + others.count }

    var all: [Entry] { [first, second].compactMap(\.self) + others }

    subscript(key: Key) -> Value? {
        if let first, first.key == key { return first.value }
        if let second, second.key == key { return second.value }
        return others.first { $0.key == key }?.value
    }

    /// Changes the value of a key in place; the key is new where it is not known, if there is room.
    @inline(__always)
    mutating func update(
        _ key: Key, _ initial: @autoclosure () -> Value, maximum: Int, _ change: (inout Value) -> Void
    ) {
        if first == nil { first = (key, initial()) }
        if first!.key == key { return change(&first!.value) }
        updateOther(key, initial(), maximum, change)
    }

    private mutating func updateOther(
        _ key: Key, _ initial: @autoclosure () -> Value, _ maximum: Int, _ change: (inout Value) -> Void
    ) {
        if second == nil { second = (key, initial()) }
        if second!.key == key { return change(&second!.value) }
        let index = others.firstIndex { $0.key == key } ?? others.count
        if index == others.count {
            guard index + 2 < maximum else { return }
            others.append((key, initial()))
        }
        change(&others[index].value)
    }

    /// Changes all values.
    mutating func updateAll(_ change: (inout Value) -> Void) {
        if first != nil { change(&first!.value) }
        if second != nil { change(&second!.value) }
        for index in others.indices { change(&others[index].value) }
    }

    mutating func removeAll() { self = FewTable() }
}
