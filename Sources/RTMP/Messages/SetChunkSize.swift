import Bytes
import Fields

/// Set Chunk Size, type 1, RTMP 1.0 § 5.4.1: the sender's own chunks are cut at this size from the next one on.
public struct SetChunkSize: Equatable, Sendable {
    /// As sent; the top bit must be 0, and 0 is not allowed.
    public var rawValue: UInt32
    /// The size that was in force in this direction until now, where it is known.
    public var previous: Int?

    /// Bytes. `nil` for the forbidden 0; the top bit is masked.
    public var chunkSize: Int? {
        let value = Int(rawValue & 0x7fff_ffff)
        return value == 0 ? nil : value
    }

    init(from reader: inout ByteReader) throws(DecodeError) { rawValue = try reader.u32() }

    var fields: [Field] { [Field("chunk_size", .integer(Int(rawValue)))] }
}
