/// A dictionary of few entries, in the order in which they came: a flow has two or three of most things, and a hashed
/// table would take ten times the room.
///
/// Whoever keeps one bounds its count: looking up passes over all entries.
package struct ShortTable<Key: Equatable & Sendable, Value: Sendable>: Sendable {
    package private(set) var entries: [(key: Key, value: Value)] = []

    package var count: Int { entries.count }
    package var isEmpty: Bool { entries.isEmpty }

    package init() {}

    package subscript(key: Key) -> Value? {
        get {
            for entry in entries where entry.key == key { return entry.value }
            return nil
        }
        set {
            let index = entries.firstIndex { $0.key == key }
            switch (index, newValue) {
            case (let index?, let value?): entries[index].value = value
            case (let index?, nil): entries.remove(at: index)
            case (nil, let value?): entries.append((key, value))
            case (nil, nil): break
            }
        }
    }

    package mutating func removeAll() { entries = [] }
}
