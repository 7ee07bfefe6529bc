/// A value that most flows do not have, out of line: without it a word is all that it takes, however large it is.
@propertyWrapper
package struct Seldom<Value: Sendable>: Sendable {
    /// None or one: an array is shared by copies until one is changed, as a value has to be.
    private var cell: [Value] = []

    package init(wrappedValue: Value?) { cell = wrappedValue.map { [$0] } ?? [] }

    package var wrappedValue: Value? {
        get { cell.first }
        set {
            if let newValue {
                if cell.isEmpty { cell.append(newValue) } else { cell[0] = newValue }
            } else if !cell.isEmpty {
                cell = []
            }
        }
    }
}
