import Bytes

/// The beginning of a VP9 frame's uncompressed header, VP9 bitstream specification § 6.2, of key frames as far as
/// the pictures' size: the configuration record does not have that.
public struct VP9FrameHeader: Equatable, Sendable {
    /// profile, 0 to 3.
    public private(set) var profile: Int?
    /// Whether the frame only repeats one that was decoded before.
    public private(set) var isRepetition: Bool?
    /// Whether the frame needs no other.
    public private(set) var isKeyFrame: Bool?
    /// Whether the frame is shown.
    public private(set) var isShown: Bool?
    /// Bits a sample; key frames only.
    public private(set) var bitDepth: Int?
    /// How often colour is sampled; key frames only.
    public private(set) var chromaFormat: ChromaFormat?
    /// Pixels; key frames only.
    public private(set) var width: Int?
    /// Lines; key frames only.
    public private(set) var height: Int?
    /// Why the rest could not be read.
    public private(set) var problem: DecodeError?

    /// Bytes that are enough for all of it.
    public static let maximumSize = 16

    /// Reads the first bytes of a frame.
    public init(from reader: inout ByteReader) {
        do throws(DecodeError) {
            let position = reader.position
            var bits = BitReader(try reader.array(min(reader.remaining, Self.maximumSize)), at: position)
            try read(&bits)
        } catch { problem = error }
    }

    private mutating func read(_ bits: inout BitReader) throws(DecodeError) {
        let marker = try bits.bits(2)
        guard marker == 2 else { throw bits.invalid("frame_marker", marker) }
        let low = try bits.bits(1)
        let profile = try bits.bits(1) << 1 | low
        self.profile = profile
        if profile == 3, try bits.flag() { throw bits.invalid("the reserved bit behind the profile", 1) }
        let isRepetition = try bits.flag()
        self.isRepetition = isRepetition
        guard !isRepetition else { return }
        let isKeyFrame = try !bits.flag()
        self.isKeyFrame = isKeyFrame
        isShown = try bits.flag()
        try bits.skip(1)
        guard isKeyFrame else { return }
        let code = try bits.bits(24)
        guard code == 0x498342 else { throw bits.invalid("frame_sync_code", code) }
        try readColour(&bits, profile: profile)
        width = try bits.bits(16) + 1
        height = try bits.bits(16) + 1
    }

    // color_config(), § 6.2.2: only profiles 1 and 3 may have other than 4:2:0, only 2 and 3 more than eight bits.
    private mutating func readColour(_ bits: inout BitReader, profile: Int) throws(DecodeError) {
        bitDepth = profile < 2 ? 8 : try bits.flag() ? 12 : 10
        let isRGB = try bits.bits(3) == 7
        let maySubsample = profile & 1 == 1
        if isRGB {
            chromaFormat = .yuv444
            if maySubsample { try bits.skip(1) }
            return
        }
        try bits.skip(1)
        guard maySubsample else {
            chromaFormat = .yuv420
            return
        }
        chromaFormat = ChromaFormat(subsamplingX: try bits.flag(), subsamplingY: try bits.flag())
        try bits.skip(1)
    }
}
