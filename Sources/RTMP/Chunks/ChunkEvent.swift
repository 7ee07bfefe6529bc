/// What a chunk decoder tells of one direction's bytes, in their order.
public enum ChunkEvent: Equatable, Sendable {
    /// Indirect, as messages are large and are handed on several times.
    indirect case message(Message)
    /// Only where `MessageOptions.reportsChunks` asks for it. Comes before the message that the chunk completes.
    case chunk(Chunk)
    /// A message that will not be completed.
    case cut(CutMessage)
    /// From here on the bytes cannot be read as chunks.
    case lost(Desynchronization)
    /// Chunk boundaries are known again.
    case resynchronized(Resynchronization)
}
