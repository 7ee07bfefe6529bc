/// What a decoder remembers of the chunk boundaries that it lost.
struct BoundaryLosses {
    /// Bytes from the place where the boundary was lost on, until they are read.
    var held = HeldStream()
    var search: BoundaryLoss?
    /// Offset in `held` of what is to be read next, while nothing is searched.
    var cursor = 0
    /// Where reading went on last; it never goes on there again.
    var lastFound = -1
    /// Up to here headers were read ahead and found to be right.
    var trustedUntil = 0
    /// The chunk size was never announced, and several fit.
    var unsettledChunkSizes: [Int] = []
    /// Message types that no document defines and that came before the boundary was lost.
    var inventedTypes: Set<MessageTypeID> = []

    /// Nothing was lost yet.
    static let none = BoundaryLosses()
}
