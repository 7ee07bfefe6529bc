/// A number that 32 bits hold, in so many: there are two decoders a flow, and thousands of flows. What is greater is
/// truncated.
@frozen
@propertyWrapper
public struct HalfWord: Sendable {
    @usableFromInline var bits: UInt32

    @inlinable
    public init(wrappedValue: Int) { bits = UInt32(truncatingIfNeeded: wrappedValue) }

    @inlinable
    public var wrappedValue: Int {
        @inline(__always) get { Int(bits) }
        @inline(__always) set { bits = UInt32(truncatingIfNeeded: newValue) }
    }
}
