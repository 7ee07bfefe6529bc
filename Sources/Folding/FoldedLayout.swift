/// How a value lies in memory that is laid out at run time, such as the states of all rules side by side.
package struct FoldedLayout {
    /// Bytes of a value, and what it may stand beside.
    package let byteCount: Int
    /// Puts a value there that nothing has happened to; the memory holds zeros.
    let begin: (UnsafeMutableRawPointer) -> Void
    /// Takes the value away.
    let end: (UnsafeMutableRawPointer) -> Void

    /// No value asks for more.
    package static let alignment = 16

    /// - Parameters:
    ///   - byteCount: Of a value. It is moved as bytes, so all of its parts must be movable.
    ///   - begin: Puts a value there that nothing has happened to; the memory holds zeros.
    ///   - end: Takes the value away.
    package init(
        byteCount: Int, begin: @escaping (UnsafeMutableRawPointer) -> Void,
        end: @escaping (UnsafeMutableRawPointer) -> Void
    ) {
        self.byteCount = (byteCount + Self.alignment - 1) & ~(Self.alignment - 1)
        self.begin = begin
        self.end = end
    }

    /// Whether a value of this type is the same value once its bytes have been moved to another place. All are but those
    /// with weak references.
    package static func isMovable<Value>(_ type: Value.Type) -> Bool { _isBitwiseTakable(type) }
}
