import AMF

/// What a consumer wants of message payloads, and what it may cost.
public struct MessageOptions: Sendable {
    /// Report every chunk, not only messages.
    public var reportsChunks = false
    /// Keep every message's payload, media included.
    public var keepsPayload = false
    /// Look into AVC, HEVC and VVC frames for their NAL units.
    public var scansFrames = false
    /// Payload bytes kept of one message; a longer command or data message is decoded from its beginning.
    public var maximumMessage = 1 << 24
    /// Payload bytes kept of all unfinished messages of one direction.
    public var maximumUnfinished = 1 << 25
    /// Chunk streams of one direction.
    public var maximumChunkStreams = 4096
    /// Captured bytes of one direction in which a lost chunk boundary is searched at once.
    public var maximumSearched = 1 << 18
    public var amf = AMFLimits()
    /// Masks payloads before they are decoded.
    public var redaction: (any PayloadRedacting)?

    public init() {}
}
