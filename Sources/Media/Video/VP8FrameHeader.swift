import Bytes

/// The uncompressed part of a VP8 frame, RFC 6386 § 9.1: the only place that says how large the pictures are.
///
/// ```
/// first_part_size(19) show_frame(1) version(3) not_key(1)      three bytes, little endian
/// 9d 01 2a   scale(2) width(14)   scale(2) height(14)          little endian, key frames only
/// ```
public struct VP8FrameHeader: Equatable, Sendable {
    /// Whether the frame needs no other.
    public private(set) var isKeyFrame: Bool?
    /// Whether the frame is shown.
    public private(set) var isShown: Bool?
    /// version: which filters are used, 0 to 3.
    public private(set) var version: Int?
    /// Pixels; key frames only.
    public private(set) var width: Int?
    /// Lines; key frames only.
    public private(set) var height: Int?
    /// Why the rest could not be read.
    public private(set) var problem: DecodeError?

    /// Reads the first bytes of a frame; ten are enough.
    public init(from reader: inout ByteReader) {
        do throws(DecodeError) { try read(&reader) } catch { problem = error }
    }

    private mutating func read(_ reader: inout ByteReader) throws(DecodeError) {
        // What is looked at is in the lowest byte.
        let tag = try reader.u24() >> 16
        let isKeyFrame = tag & 1 == 0
        self.isKeyFrame = isKeyFrame
        version = Int(tag >> 1 & 7)
        isShown = tag >> 4 & 1 == 1
        guard isKeyFrame else { return }
        let start = reader.position
        let code = try reader.u24()
        guard code == 0x9d012a else {
            throw DecodeError(.invalid(what: "the start code", value: UInt64(code)), at: start)
        }
        width = Int(try reader.u16LittleEndian() & 0x3fff)
        height = Int(try reader.u16LittleEndian() & 0x3fff)
    }
}
