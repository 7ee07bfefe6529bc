/// How a direction's chunk boundaries were found again.
public struct Resynchronization: Equatable, Sendable {
    /// Offset of the first chunk that was read again.
    public var offset: Int
    public var packet: Int
    /// Bytes that were captured but passed over since the boundary was lost.
    public var skipped: Int
    /// The chunk size in force from here.
    public var chunkSize: Int
    /// The chunk size is another than before the hole, or was never announced in the capture.
    public var chunkSizeIsInferred: Bool
}
