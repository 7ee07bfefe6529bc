import Packets

/// A `CaptureError` before it is known of which input and after which packet.
public struct ReadFailure: Error, Equatable, Sendable {
    /// What is wrong.
    public var reason: CaptureError.Reason
    /// Byte offset in the (decompressed) input at which the bad record begins, where that is known.
    public var offset: Int?

    /// `offset` is that of the bad record, where it is known.
    public init(_ reason: CaptureError.Reason, at offset: Int? = nil) {
        self.reason = reason
        self.offset = offset
    }
}
