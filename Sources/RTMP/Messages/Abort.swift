import Bytes
import Fields

/// Abort Message, type 2, RTMP 1.0 § 5.4.2: the unfinished message of a chunk stream is to be thrown away.
public struct Abort: Equatable, Sendable {
    public var chunkStreamID: UInt32

    init(from reader: inout ByteReader) throws(DecodeError) { chunkStreamID = try reader.u32() }

    var fields: [Field] { [Field("csid", .integer(Int(chunkStreamID)))] }
}
