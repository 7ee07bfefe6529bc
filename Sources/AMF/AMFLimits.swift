/// What one payload may cost. Reaching a limit ends its decoding with `DecodeError.Reason.limit`, keeping what was read.
public struct AMFLimits: Sendable {
    /// How deep objects and arrays may nest. Real commands use 3 or 4. Never above `greatestDepth`.
    public var depth: Int {
        didSet { depth = min(depth, Self.greatestDepth) }
    }

    /// How many values, and names declared by AMF3 traits, one payload may hold.
    public var values: Int

    /// How many bytes of text the AMF3 references of one payload may stand for. Two bytes refer to a string of any
    /// length, so a small message could otherwise ask a renderer for gigabytes.
    public var referencedBytes: Int

    /// Decoding recurses once a level; this many fit the small stacks of secondary threads.
    public static let greatestDepth = 128

    /// The defaults are far above anything that honest peers send.
    public init(depth: Int = 64, values: Int = 65_536, referencedBytes: Int = 16 << 20) {
        self.depth = min(depth, Self.greatestDepth)
        self.values = values
        self.referencedBytes = referencedBytes
    }
}
