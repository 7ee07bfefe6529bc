/// A dictionary of few entries, in the order in which they came. The first two stand in the table itself: a flow mostly
/// has no more of anything, and a list of its own would take more room than what stands in it.
///
/// Whoever keeps one bounds its count: looking up passes over all entries. Inlinable, as `ByDirection`.
@frozen
public struct FewTable<Key: Equatable & Sendable, Value: Sendable>: Sendable {
    /// A key and its value.
    @frozen
    public struct Entry: Sendable {
        public let key: Key
        public var value: Value

        @inlinable
        init(_ key: Key, _ value: Value) {
            self.key = key
            self.value = value
        }

        @inlinable @inline(__always)
        mutating func change(_ body: (inout Value) -> Void) { body(&value) }
    }

    @usableFromInline var first: Entry?
    @usableFromInline var second: Entry?
    @usableFromInline var others: [Entry] = []

    @inlinable
    public init() {}

    @inlinable
    public var count: Int { (first == nil ? 0 : 1) + (second == nil ? 0 : 1) + others.count }

    @inlinable
    public var all: [Entry] { [first, second].compactMap(\.self) + others }

    @inlinable
    public subscript(key: Key) -> Value? {
        if let first, first.key == key { return first.value }
        if let second, second.key == key { return second.value }
        return others.first { $0.key == key }?.value
    }

    /// Gives a key its value, whether it had one or not.
    @inlinable
    public mutating func set(_ key: Key, _ value: Value) { update(key, value, maximum: .max) { $0 = value } }

    /// Changes the value of a key in place; the key is new where it is not known, if there are fewer than `maximum`.
    @inlinable @inline(__always)
    public mutating func update(
        _ key: Key, _ initial: @autoclosure () -> Value, maximum: Int, _ change: (inout Value) -> Void
    ) {
        if first == nil { first = Entry(key, initial()) }
        if first?.key == key {
            first?.change(change)
            return
        }
        if second == nil { second = Entry(key, initial()) }
        if second?.key == key {
            second?.change(change)
            return
        }
        updateOther(key, initial(), maximum, change)
    }

    @inlinable @inline(never)
    public mutating func updateOther(
        _ key: Key, _ initial: @autoclosure () -> Value, _ maximum: Int, _ change: (inout Value) -> Void
    ) {
        let index = others.firstIndex { $0.key == key } ?? others.count
        if index == others.count {
            guard index + 2 < maximum else { return }
            others.append(Entry(key, initial()))
        }
        change(&others[index].value)
    }

    /// Changes all values.
    @inlinable
    public mutating func updateAll(_ change: (inout Value) -> Void) {
        first?.change(change)
        second?.change(change)
        for index in others.indices { change(&others[index].value) }
    }

    @inlinable
    public mutating func removeAll() { self = FewTable() }
}
