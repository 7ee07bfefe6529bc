/// A search for a chunk boundary, from the place where it was lost.
struct BoundaryLoss {
    /// What may still be true in spite of the loss: told by what follows, before anything counts as lost.
    enum Hypothesis {
        /// The message in progress goes on across the hole, nothing between its chunks.
        case continuation
        /// What stands at the beginning of the search is a header, to be read with the state that was known.
        case header
    }

    var why: Desynchronization
    /// Of the first byte or hole that is searched.
    var start: Int
    var hypothesis: Hypothesis?
    /// Captured bytes from `start` on that the next attempt waits for.
    var wanted = BoundaryLoss.firstAttempt
    /// Captured bytes that were searched in vain and forgotten.
    var forgotten = 0

    /// Attempts are made when so many bytes have come, and each time twice as many: never at the end of a piece, so
    /// that the outcome does not depend on how the bytes are cut.
    static let firstAttempt = 512
}
