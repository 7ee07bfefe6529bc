import Bytes

/// A sequence parameter set of H.264, § 7.3.2.1.1: what the pictures are, with its usability information.
///
/// Reading stops at the first field that cannot be; those before it stand, and `problem` says why.
public struct AVCSequenceParameterSet: Equatable, Sendable {
    /// What a decoder must be able to do.
    public private(set) var profile: AVCProfile?
    /// How often colour is sampled.
    public private(set) var chromaFormat: ChromaFormat?
    /// Bits a sample of brightness.
    public private(set) var bitDepth: Int?
    /// Bits a sample of colour.
    public private(set) var chromaBitDepth: Int?
    /// How many pictures a decoder keeps for reference.
    public private(set) var referenceFrames: Int?
    /// Whether pictures may be fields, or frames that hold two.
    public private(set) var isInterlaced: Bool?
    /// Pixels after cropping.
    public private(set) var width: Int?
    /// Lines of a frame after cropping.
    public private(set) var height: Int?
    /// What the usability information says; empty where there is none.
    public private(set) var usability = VideoUsability()
    /// Why the rest could not be read.
    public private(set) var problem: DecodeError?

    /// Reads a NAL unit, header included; `origin` is where it began in the buffer.
    public init(nalUnit: [UInt8], at origin: Int = 0) {
        var bits = BitReader(RBSP(unescaping: nalUnit, at: origin))
        do throws(DecodeError) { try read(&bits) } catch { problem = error }
    }

    private mutating func read(_ bits: inout BitReader) throws(DecodeError) {
        try bits.skip(8)
        let profile = AVCProfile(
            idc: UInt8(truncatingIfNeeded: try bits.bits(8)),
            constraints: UInt8(truncatingIfNeeded: try bits.bits(8)),
            levelIDC: UInt8(truncatingIfNeeded: try bits.bits(8)))
        self.profile = profile
        _ = try bits.ue("seq_parameter_set_id", upTo: 31)
        // § 7.4.2.1.1: what is not sent is 4:2:0 of 8 bits.
        var chroma = ChromaFormat.yuv420
        var hasSeparatePlanes = false
        if profile.hasChromaFields {
            (chroma, hasSeparatePlanes) = try readChroma(&bits)
        } else {
            (bitDepth, chromaBitDepth) = (8, 8)
        }
        chromaFormat = chroma
        _ = try bits.ue("log2_max_frame_num_minus4", upTo: 12)
        try Self.skipPictureOrder(&bits)
        referenceFrames = try bits.ue("max_num_ref_frames", upTo: 255)
        try bits.skip(1)
        try readSize(&bits, chroma, hasSeparatePlanes: hasSeparatePlanes)
        guard try bits.flag() else { return }
        try usability.readAVC(&bits)
    }

    private mutating func readChroma(_ bits: inout BitReader) throws(DecodeError) -> (ChromaFormat, Bool) {
        let idc = try bits.ue()
        guard let chroma = ChromaFormat(idc: idc) else { throw bits.invalid("chroma_format_idc", idc) }
        let hasSeparatePlanes = chroma == .yuv444 ? try bits.flag() : false
        bitDepth = 8 + (try bits.ue("bit_depth_luma_minus8", upTo: 6))
        chromaBitDepth = 8 + (try bits.ue("bit_depth_chroma_minus8", upTo: 6))
        try bits.skip(1)
        if try bits.flag() { try Self.skipScalingLists(&bits, count: chroma == .yuv444 ? 12 : 8) }
        return (chroma, hasSeparatePlanes)
    }

    // § 7.3.2.1.1.1: six lists of 16, then lists of 64; a list ends early when its next scale is 0.
    private static func skipScalingLists(_ bits: inout BitReader, count: Int) throws(DecodeError) {
        for list in 0..<count {
            guard try bits.flag() else { continue }
            var last = 8
            for _ in 0..<(list < 6 ? 16 : 64) {
                let delta = try bits.se()
                guard -128...127 ~= delta else { throw bits.invalid("delta_scale", delta) }
                last = (last + delta) & 0xff
                if last == 0 { break }
            }
        }
    }

    private static func skipPictureOrder(_ bits: inout BitReader) throws(DecodeError) {
        switch try bits.ue("pic_order_cnt_type", upTo: 2) {
        case 0:
            _ = try bits.ue("log2_max_pic_order_cnt_lsb_minus4", upTo: 12)
        case 1:
            try bits.skip(1)
            _ = try bits.se()
            _ = try bits.se()
            for _ in 0..<(try bits.ue("num_ref_frames_in_pic_order_cnt_cycle", upTo: 255)) { _ = try bits.se() }
        default:
            break
        }
    }

    // § 7.4.2.1.1: sizes are in macroblocks of 16, map units are of two lines of them in interlaced video, and
    // cropping is in samples of colour. 65,536 is far above what any level allows.
    private mutating func readSize(
        _ bits: inout BitReader, _ chroma: ChromaFormat, hasSeparatePlanes: Bool
    ) throws(DecodeError) {
        let columns = try bits.ue("pic_width_in_mbs_minus1", upTo: 4095) + 1
        let rows = try bits.ue("pic_height_in_map_units_minus1", upTo: 4095) + 1
        let isInterlaced = try !bits.flag()
        self.isInterlaced = isInterlaced
        if isInterlaced { try bits.skip(1) }
        try bits.skip(1)
        let fields = isInterlaced ? 2 : 1
        var size = (width: columns * 16, height: rows * 16 * fields)
        if try bits.flag() {
            let left = try bits.ue("frame_crop_left_offset", upTo: 65535)
            let right = try bits.ue("frame_crop_right_offset", upTo: 65535)
            let top = try bits.ue("frame_crop_top_offset", upTo: 65535)
            let bottom = try bits.ue("frame_crop_bottom_offset", upTo: 65535)
            size.width -= (left + right) * (hasSeparatePlanes ? 1 : chroma.horizontalUnit)
            size.height -= (top + bottom) * (hasSeparatePlanes ? 1 : chroma.verticalUnit) * fields
            guard size.width > 0 else { throw bits.invalid("the width of the cropping", left + right) }
            guard size.height > 0 else { throw bits.invalid("the height of the cropping", top + bottom) }
        }
        (width, height) = size
    }
}
