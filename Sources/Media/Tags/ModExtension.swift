import Bytes
import Fields

/// One extension that stands before the codec in an Enhanced RTMP header: packet type ModEx.
public struct ModExtension: Equatable, Sendable {
    /// 0 is TimestampOffsetNano; the others are not defined yet.
    public var type: UInt8
    /// As sent. Kept also where the type is known: senders disagree about its size.
    public var data: [UInt8]

    /// The type of an offset to the presentation time.
    public static let timestampOffsetNano: UInt8 = 0

    /// Nanoseconds to add to the presentation time, in a TimestampOffsetNano; at most 999 999 by the specification.
    public var timestampOffsetNanoseconds: UInt32? {
        guard type == Self.timestampOffsetNano, data.count >= 3 else { return nil }
        return UInt32(data[0]) &<< 16 | UInt32(data[1]) &<< 8 | UInt32(data[2])
    }

    /// "timestamp offset nano"; "mod ex type 3" for others.
    public var name: String {
        type == Self.timestampOffsetNano ? "timestamp offset nano" : "mod ex type \(type)"
    }

    var fieldValue: FieldValue {
        .record([Field("type", .integer(Int(type))), Field("name", .text(name)), Field("data", .bytes(data))])
    }

    /// The extension behind a header's first byte, and the packet type that stands behind it.
    ///
    ///     size−1 (8) [= 255: size−1 (16)] · data · type (4) next packet type (4)
    static func read(from reader: inout ByteReader) throws(DecodeError) -> (extension: ModExtension, next: UInt8) {
        let data = try reader.array(try size(from: &reader))
        let byte = try reader.u8()
        return (ModExtension(type: byte &>> 4, data: data), byte & 0x0F)
    }

    // E-RTMP v2, ModEx: a size of 256 says that the real one follows in 16 bits.
    static func size(from reader: inout ByteReader) throws(DecodeError) -> Int {
        let short = Int(try reader.u8()) + 1
        return short == 256 ? Int(try reader.u16()) + 1 : short
    }
}
