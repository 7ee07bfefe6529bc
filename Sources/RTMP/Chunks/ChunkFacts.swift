/// What was unusual in the chunks of a message. Decoders report; whether it is worth a finding is judged elsewhere.
public struct ChunkFacts: OptionSet, Hashable, Sendable {
    public var rawValue: UInt16

    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// fmt 1 opened a chunk stream on which nothing had been sent (librtmp does); missing values count as 0.
    public static let format1OnFreshStream = ChunkFacts(rawValue: 1 << 0)
    /// fmt 3 began a message right after fmt 0 with a timestamp other than 0: by RTMP 1.0 § 5.3.1.2.4 the
    /// timestamp is the delta, nginx-rtmp takes 0.
    public static let deltaIsTimestamp = ChunkFacts(rawValue: 1 << 1)
    /// A fmt 3 chunk came without the extended timestamp that its chunk stream indicated.
    public static let extendedTimestampOmitted = ChunkFacts(rawValue: 1 << 2)
    /// A fmt 3 chunk carried an extended timestamp other than the one before it.
    public static let extendedTimestampDiffers = ChunkFacts(rawValue: 1 << 3)
    /// The chunk stream id stood in a longer form than it needs.
    public static let longBasicHeader = ChunkFacts(rawValue: 1 << 4)
    /// fmt 1 or 2 came where only fmt 3 may, with the same length and type: taken as a continuation.
    public static let headerInsideMessage = ChunkFacts(rawValue: 1 << 5)
    /// Chunks of other chunk streams stood between its chunks.
    public static let interleaved = ChunkFacts(rawValue: 1 << 6)
    /// Set Chunk Size took effect while it was in progress.
    public static let chunkSizeChangedInside = ChunkFacts(rawValue: 1 << 7)
    /// It was longer than the limit on kept payload: its body was decoded from the beginning only.
    public static let payloadCutAtLimit = ChunkFacts(rawValue: 1 << 8)
    /// Its timestamp is inferred: chunk headers of its chunk stream were missed, and no fmt 0 has come since.
    public static let inferred = ChunkFacts(rawValue: 1 << 9)
    /// Chunk headers of it lay in a hole; where they stood follows from the chunk size.
    public static let chunkHeadersMissing = ChunkFacts(rawValue: 1 << 10)
    /// Its message stream id is a guess: no fmt 0 of its chunk stream was ever seen.
    public static let messageStreamIDUnknown = ChunkFacts(rawValue: 1 << 11)

    /// The JSON names of the facts that hold, in the order above.
    public var names: [String] {
        if isEmpty { return [] }
        return Self.allNames.enumerated().filter { rawValue & (1 << UInt16($0.offset)) != 0 }.map(\.element)
    }

    private static let allNames = [
        "format_1_on_fresh_stream", "delta_is_timestamp", "extended_timestamp_omitted", "extended_timestamp_differs",
        "long_basic_header", "header_inside_message", "interleaved", "chunk_size_changed_inside",
        "payload_cut_at_limit", "inferred", "chunk_headers_missing", "message_stream_id_unknown",
    ]
}
