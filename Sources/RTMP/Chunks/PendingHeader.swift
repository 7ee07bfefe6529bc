/// The beginning of a chunk's header of which the rest has not come yet: a few in a thousand are cut by the end of a
/// piece.
struct PendingHeader {
    var bytes = ShortBytes()
    /// Of the first byte in the direction's byte stream.
    var offset: Int
    /// That brought it.
    var packet: Int
}
