import Media

/// A message that has begun: what is known of it beside its chunk stream's header, and what is kept of its payload.
///
/// The one that is being read stands in its decoder; those that it interrupted are parked. Lengths have 24 bits on the
/// wire, so that half a word holds what is counted of a message.
struct MessageInProgress {
    /// Of the first header byte in the direction's byte stream.
    var offset = 0
    var firstPacket = 0
    /// None or one. A list, since most messages never have one, which is large.
    var scanner: [NALScanner] = []
    /// The payload bytes kept from the beginning, as far as they have come.
    var payload = ShortBytes()
    /// fmt of its first chunk.
    var format: UInt8 = 0
    var facts: ChunkFacts = []
    /// Payload bytes that have not come, and are not known to be missing.
    @HalfWord var toCome = 0
    @HalfWord var missing = 0
    /// How many payload bytes are to be kept.
    @HalfWord var wanted = 0
    @HalfWord var chunks = 0
    /// Of its chunk stream.
    @HalfWord var slot = 0

    /// Begins another in its place.
    mutating func begin(_ format: UInt8, _ facts: ChunkFacts, length: Int, offset: Int, packet: Int) {
        self.offset = offset
        firstPacket = packet
        self.format = format
        self.facts = facts
        toCome = length
        missing = 0
        wanted = 0
        chunks = 0
        free()
    }

    /// Lets go of what it keeps.
    mutating func free() {
        payload = ShortBytes()
        if !scanner.isEmpty { scanner = [] }
    }
}
