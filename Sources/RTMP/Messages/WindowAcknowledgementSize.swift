import Bytes
import Fields

/// Window Acknowledgement Size, type 5, RTMP 1.0 § 5.4.4: its receiver is to acknowledge each time it got this
/// many bytes.
public struct WindowAcknowledgementSize: Equatable, Sendable {
    /// Bytes.
    public var windowSize: UInt32

    init(from reader: inout ByteReader) throws(DecodeError) { windowSize = try reader.u32() }

    var fields: [Field] { [Field("window_size", .integer(Int(windowSize)))] }
}
