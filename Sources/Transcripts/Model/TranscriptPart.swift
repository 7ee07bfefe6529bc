/// What of a conversation a golden keeps. Names are those of `--with` and `--without`.
public enum TranscriptPart: String, CaseIterable, Comparable, Sendable {
    case handshake
    case commands
    /// What commands say beside their status.
    case arguments
    case status
    case control
    case chunkSizes = "chunk-sizes"
    /// Data messages.
    case metadata
    /// Sequence headers.
    case configuration
    /// Audio and video as shape: codecs, counts, order of timestamps.
    case media
    /// Chunk stream ids.
    case csids
    /// Message stream ids.
    case streams
    /// The order within a direction.
    case order
    /// Who ended the connection.
    case end

    // Not by default: they depend on when packets came.

    /// That there were acknowledgements, and aborts.
    case acknowledgements
    /// That there were pings and buffer notices.
    case pings
    /// fmt of messages' first chunks.
    case formats
    /// Transaction ids.
    case transactions
    /// What is missing in the capture.
    case damage

    /// What is kept unless something else is asked for.
    public static let usual: Set<TranscriptPart> = [
        .handshake, .commands, .arguments, .status, .control, .chunkSizes, .metadata, .configuration, .media, .csids,
        .streams, .order, .end,
    ]

    public static func < (a: TranscriptPart, b: TranscriptPart) -> Bool { a.position < b.position }

    private var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
