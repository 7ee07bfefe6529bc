/// What the assembler may hold at once. Reaching a bound is reported, never silent.
public struct StreamLimits: Sendable {
    /// Flows open at once; the one that has been silent longest is closed to make room.
    public var flows = 100_000
    /// Bytes a side may keep waiting behind a hole.
    public var outOfOrderBytes = 4 << 20
    /// Segments a side may keep waiting behind a hole.
    public var outOfOrderSegments = 4096
    /// Bytes all flows together may keep waiting behind holes; a segment counts 64 more than its payload.
    public var totalOutOfOrderBytes = 64 << 20
    /// Packets of the capture that may pass before a hole whose bytes were acknowledged counts as not captured: files
    /// merged from several cards show packets a little out of order.
    public var reorderingWindow = 64
    /// Nanoseconds of capture time that newer bytes wait for a hole of which nothing is known, as in captures of one
    /// direction, while nothing in order comes.
    public var holeTime: Int64 = 30 * 1_000_000_000
    /// Nanoseconds of capture time after which a silent flow is closed.
    public var idleTime: Int64 = 3600 * 1_000_000_000

    /// The defaults.
    public init() {}
}
