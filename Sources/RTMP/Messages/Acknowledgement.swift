import Bytes
import Fields

/// Acknowledgement, type 3, RTMP 1.0 § 5.4.3: bytes received so far by its sender, modulo 2³². Whether the
/// handshake counts differs between implementations.
public struct Acknowledgement: Equatable, Sendable {
    public var sequenceNumber: UInt32

    init(from reader: inout ByteReader) throws(DecodeError) { sequenceNumber = try reader.u32() }

    var fields: [Field] { [Field("sequence_number", .integer(Int(sequenceNumber)))] }
}
