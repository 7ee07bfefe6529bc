/// Where and why a direction's chunk boundaries were lost.
public struct Desynchronization: Equatable, Sendable {
    public enum Cause: Equatable, Sendable {
        /// Bytes are missing from the capture: so many.
        case hole(Int)
        /// fmt 2 or 3 on a chunk stream on which no header has been sent.
        case noPreviousHeader(format: UInt8, chunkStreamID: Int)
        /// A header that no sender means.
        case implausibleHeader(Message.Header)
        /// What follows does not bear out the chunk size, or the header that fmt 2 or 3 leaves out, which were
        /// inferred or known from before an earlier loss.
        case outdatedState
        /// More chunk streams than the limit.
        case chunkStreamLimit(Int)
        /// The capture begins in the middle of the connection: where a chunk begins is not known.
        case midstream
    }

    public var cause: Cause
    /// Offset in the direction's byte stream of the first byte that was not understood.
    public var offset: Int
    public var packet: Int
}
