/// How a direction's chunk boundaries were found again, or for the first time where a capture begins in mid-stream.
public struct Resynchronization: Equatable, Sendable {
    /// Offset of the first chunk that was read again.
    public var offset: Int
    public var packet: Int
    /// Bytes that were captured but passed over since the boundary was lost.
    public var skipped: Int
    /// fmt and chunk stream id of the header that was found.
    public var format: UInt8
    public var chunkStreamID: Int
    /// Headers, this one included, that stand where the chunk size says they must.
    public var headers: Int
    /// The chunk size in force from here.
    public var chunkSize: Int
    /// The chunk size is another than before the hole, or was never announced in the capture.
    public var chunkSizeIsInferred: Bool
    /// All chunk sizes with which the headers found so far agree, `chunkSize` first; more than one while no message
    /// has been long enough to tell.
    public var possibleChunkSizes: [Int]
    public var occasion: Occasion

    public enum Occasion: String, Sendable {
        /// The boundary was lost before.
        case loss
        /// The capture does not have the direction's beginning: this is the first chunk that is read.
        case midstream
        /// The boundary was known; a message was long enough to tell which of the possible chunk sizes it is.
        case chunkSize = "chunk_size"
    }
}
