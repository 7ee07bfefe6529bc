/// Why a file is no transcript.
public struct TranscriptSyntaxError: Error, Equatable, CustomStringConvertible {
    /// Counted from 1.
    public var line: Int
    /// A sentence without a full stop; what it quotes is escaped.
    public var reason: String

    public var description: String { "line \(line): \(reason)" }
}
