/// A value for each direction. An array of two would be a block of memory of its own, for each flow and each of those
/// who keep one.
///
/// Inlinable, since it is looked into for each packet and each message, in this module and others.
@frozen
public struct ByDirection<Value> {
    @usableFromInline var values: InlineArray<2, Value>

    /// The same for both.
    @inlinable
    public init(_ value: Value) {
        values = InlineArray(repeating: value)
    }

    /// That of a direction.
    @inlinable
    public subscript(_ direction: Direction) -> Value {
        @inline(__always) _read { yield values[Int(direction.rawValue)] }
        @inline(__always) _modify { yield &values[Int(direction.rawValue)] }
    }
}

extension ByDirection: Sendable where Value: Sendable {}

extension ByDirection: RandomAccessCollection, MutableCollection {
    @inlinable public var startIndex: Int { 0 }
    @inlinable public var endIndex: Int { 2 }

    /// By `Direction.rawValue`.
    @inlinable
    public subscript(_ index: Int) -> Value {
        @inline(__always) _read { yield values[index] }
        @inline(__always) _modify { yield &values[index] }
    }
}
