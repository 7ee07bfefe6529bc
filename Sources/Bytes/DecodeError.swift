/// Why bytes at hand cannot be what a decoder was told they are.
///
/// "Not yet" is never a `DecodeError`: a decoder that needs more bytes returns `nil` or waits. The stage that
/// catches one adds the layer and the place in the capture.
public struct DecodeError: Error, Equatable, Sendable {
    /// What was wrong, in words that fit behind "at byte 12: ".
    public enum Reason: Equatable, Sendable {
        /// A field of `needed` bytes began where only `available` were left.
        case truncated(needed: Int, available: Int)
        /// A field holds a value that its specification does not allow; `what` names the field.
        case invalid(what: StaticString, value: UInt64)
        /// A bound of this program was reached; `what` names it.
        case limit(what: StaticString, bound: Int)

        public static func == (a: Reason, b: Reason) -> Bool { a.description == b.description }
    }

    public var reason: Reason
    /// Byte position in the buffer that was read, from its first byte.
    public var position: Int

    @inlinable
    public init(_ reason: Reason, at position: Int) {
        self.reason = reason
        self.position = position
    }
}

extension DecodeError.Reason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .truncated(let needed, let available):
            "cut short: needs \(needed) bytes, \(available) left"
        case .invalid(let what, let value):
            "\(what) is \(value)"
        case .limit(let what, let bound):
            "\(what) is over the limit of \(bound)"
        }
    }
}

extension DecodeError: CustomStringConvertible {
    public var description: String { "at byte \(position): \(reason)" }
}
