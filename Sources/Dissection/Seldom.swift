/// A value that most flows do not have, out of line: without it a word is all that it takes, however large it is.
///
/// Inlinable, as `ByDirection`.
@frozen
@propertyWrapper
public struct Seldom<Value: Sendable>: Sendable {
    /// None or one: an array is shared by copies until one is changed, as a value has to be.
    @usableFromInline var cell: [Value] = []

    @inlinable
    public init(wrappedValue: Value?) { cell = wrappedValue.map { [$0] } ?? [] }

    @inlinable
    public var wrappedValue: Value? {
        get { cell.isEmpty ? nil : cell[0] }
        set {
            if let newValue {
                if cell.isEmpty { cell.append(newValue) } else { cell[0] = newValue }
            } else if !cell.isEmpty {
                cell = []
            }
        }
    }
}
