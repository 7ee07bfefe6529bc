/// A dictionary of few entries, in the order in which they came: a flow has two or three of most things, and a hashed
/// table would take ten times the room.
///
/// Whoever keeps one bounds its count: looking up passes over all entries. Inlinable, as `ByDirection`.
@frozen
package struct ShortTable<Key: Equatable & Sendable, Value: Sendable>: Sendable {
    package var entries: [(key: Key, value: Value)] = []

    @inlinable package var count: Int { entries.count }
    @inlinable package var isEmpty: Bool { entries.isEmpty }

    @inlinable
    package init() {}

    @inlinable
    package subscript(key: Key) -> Value? {
        get {
            for index in entries.indices where entries[index].key == key { return entries[index].value }
            return nil
        }
        set {
            let index = entries.firstIndex { $0.key == key }
            switch (index, newValue) {
            case (let index?, let value?): entries[index].value = value
            case (let index?, nil): entries.remove(at: index)
            case (nil, let value?):
                // One at a time while they are few: twice as many would stay empty.
                if entries.count < 8 { entries.reserveCapacity(entries.count + 1) }
                entries.append((key, value))
            case (nil, nil): break
            }
        }
    }

    @inlinable
    package mutating func removeAll() { entries = [] }
}
