import Bytes
import Fields

/// The sequence header of FLAC: the marker `fLaC` and the first metadata block, RFC 9639 § 8.2.
///
///     "fLaC" (32) last (1) type (7) length (24) · blocks (16 + 16) frames (24 + 24)
///     rate (20) channels−1 (3) bits−1 (5) samples (36) MD5 (128)
///
/// FFmpeg sends what stands behind the block's header, and nothing else.
public struct FLACStreamInfo: CodecConfiguration {
    /// Whether the marker and the block's header are there, as Enhanced RTMP wants them.
    public private(set) var hasMarker = true
    /// Samples of the smallest block.
    public private(set) var minimumBlockSize: Int?
    /// Samples of the largest block.
    public private(set) var maximumBlockSize: Int?
    /// Bytes of the smallest frame; 0 is unknown, as it is in a live stream.
    public private(set) var minimumFrameSize: Int?
    /// Bytes of the largest frame; 0 is unknown.
    public private(set) var maximumFrameSize: Int?
    /// Samples a second, in Hz.
    public private(set) var sampleRate: Int?
    /// 1 to 8.
    public private(set) var channels: Int?
    /// 4 to 32.
    public private(set) var bitsPerSample: Int?
    /// Samples of the whole stream; 0 is unknown, as it is in a live stream.
    public private(set) var samples: Int?
    /// Of the samples of the whole stream; zeros are unknown.
    public private(set) var md5: [UInt8] = []
    /// Why the rest could not be read; `nil` when all of it was.
    public private(set) var problem: DecodeError?

    /// Reads the body of a sequence header to its end.
    public init(from reader: inout ByteReader) {
        do throws(DecodeError) {
            try read(&reader)
        } catch {
            problem = error
        }
    }

    private mutating func read(_ reader: inout ByteReader) throws(DecodeError) {
        hasMarker = reader.remaining != Self.blockSize
        if hasMarker { try readMarker(&reader) }
        minimumBlockSize = Int(try reader.u16())
        maximumBlockSize = Int(try reader.u16())
        minimumFrameSize = Int(try reader.u24())
        maximumFrameSize = Int(try reader.u24())
        let word = try reader.u64()
        sampleRate = Int(word &>> 44)
        channels = Int(word &>> 41 & 7) + 1
        bitsPerSample = Int(word &>> 36 & 31) + 1
        samples = Int(word & 0xF_FFFF_FFFF)
        md5 = try reader.array(16)
    }

    private func readMarker(_ reader: inout ByteReader) throws(DecodeError) {
        let start = reader.position
        let magic = try reader.u32()
        guard magic == 0x664C_6143 else {
            throw DecodeError(.invalid(what: "magic number", value: UInt64(magic)), at: start)
        }
        let type = try reader.u8() & 0x7F
        guard type == 0 else {
            throw DecodeError(.invalid(what: "type of the first metadata block", value: UInt64(type)), at: start + 4)
        }
        _ = try reader.u24()
    }

    private static let blockSize = 34

    /// "44.1 kHz stereo 16-bit"
    public var summary: String {
        guard let sampleRate, let channels, let bitsPerSample else { return "unreadable" }
        return "\(Quantity.rate(sampleRate)) \(Quantity.channels(channels)) \(bitsPerSample)-bit"
    }

    /// Everything that is known, in the names of the JSON contract.
    public var fields: [Field] {
        var fields: [Field] = []
        func add(_ name: String, _ value: Int?) {
            if let value { fields.append(Field(name, .integer(value))) }
        }
        add("sample_rate", sampleRate)
        add("channels", channels)
        add("bits_per_sample", bitsPerSample)
        add("minimum_block_size", minimumBlockSize)
        add("maximum_block_size", maximumBlockSize)
        add("minimum_frame_size", minimumFrameSize)
        add("maximum_frame_size", maximumFrameSize)
        add("samples", samples)
        if !hasMarker { fields.append(Field("marker", .flag(false))) }
        if !md5.isEmpty { fields.append(Field("md5", .bytes(md5))) }
        return fields
    }
}
