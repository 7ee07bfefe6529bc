import Bytes

/// A sequence parameter set of H.265, § 7.3.2.2, as far as the timing in its usability information.
///
/// Reading stops at the first field that cannot be; those before it stand, and `problem` says why.
public struct HEVCSequenceParameterSet: Equatable, Sendable {
    /// What a decoder must be able to do.
    public private(set) var profile: HEVCProfileTierLevel?
    /// How often colour is sampled.
    public private(set) var chromaFormat: ChromaFormat?
    /// Pixels inside the conformance window.
    public private(set) var width: Int?
    /// Lines inside the conformance window.
    public private(set) var height: Int?
    /// Bits a sample of brightness.
    public private(set) var bitDepth: Int?
    /// Bits a sample of colour.
    public private(set) var chromaBitDepth: Int?
    /// How many pictures may come before one that is shown earlier; 0 where there are no B pictures out of order.
    public private(set) var reorderFrames: Int?
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
        try bits.skip(16 + 4)
        let subLayers = try bits.bits(3)
        guard subLayers < 7 else { throw bits.invalid("sps_max_sub_layers_minus1", subLayers) }
        try bits.skip(1)
        profile = try HEVCProfileTierLevel(from: &bits)
        try HEVCProfileTierLevel.skipSubLayers(&bits, count: subLayers)
        _ = try bits.ue("sps_seq_parameter_set_id", upTo: 15)
        try readSize(&bits)
        bitDepth = 8 + (try bits.ue("bit_depth_luma_minus8", upTo: 8))
        chromaBitDepth = 8 + (try bits.ue("bit_depth_chroma_minus8", upTo: 8))
        let pictureOrderBits = 4 + (try bits.ue("log2_max_pic_order_cnt_lsb_minus4", upTo: 12))
        for _ in (try bits.flag() ? 0 : subLayers)...subLayers {
            _ = try bits.ue()
            // The last is that of the whole stream.
            reorderFrames = try bits.ue("sps_max_num_reorder_pics", upTo: 255)
            _ = try bits.ue()
        }
        try Self.skipCodingTools(&bits)
        try Self.skipReferences(&bits, pictureOrderBits: pictureOrderBits)
        try bits.skip(2)
        guard try bits.flag() else { return }
        try usability.readHEVC(&bits)
    }

    // The conformance window is in samples of colour. 65,535 is far above what any level allows.
    private mutating func readSize(_ bits: inout BitReader) throws(DecodeError) {
        let idc = try bits.ue()
        guard let chroma = ChromaFormat(idc: idc) else { throw bits.invalid("chroma_format_idc", idc) }
        chromaFormat = chroma
        if chroma == .yuv444 { try bits.skip(1) }
        var size = (
            width: try bits.ue("pic_width_in_luma_samples", upTo: 65535),
            height: try bits.ue("pic_height_in_luma_samples", upTo: 65535)
        )
        if try bits.flag() {
            let left = try bits.ue("conf_win_left_offset", upTo: 65535)
            let right = try bits.ue("conf_win_right_offset", upTo: 65535)
            let top = try bits.ue("conf_win_top_offset", upTo: 65535)
            let bottom = try bits.ue("conf_win_bottom_offset", upTo: 65535)
            size.width -= (left + right) * chroma.horizontalUnit
            size.height -= (top + bottom) * chroma.verticalUnit
        }
        guard size.width > 0 else { throw bits.invalid("the width inside the conformance window", 0) }
        guard size.height > 0 else { throw bits.invalid("the height inside the conformance window", 0) }
        (width, height) = size
    }

    // Block sizes, scaling lists, PCM.
    private static func skipCodingTools(_ bits: inout BitReader) throws(DecodeError) {
        for _ in 0..<6 { _ = try bits.ue() }
        if try bits.flag(), try bits.flag() { try skipScalingLists(&bits) }
        try bits.skip(2)
        guard try bits.flag() else { return }
        try bits.skip(8)
        _ = try bits.ue()
        _ = try bits.ue()
        try bits.skip(1)
    }

    // § 7.3.4: six lists of each of four sizes, of the last size two.
    private static func skipScalingLists(_ bits: inout BitReader) throws(DecodeError) {
        for size in 0..<4 {
            for _ in 0..<(size == 3 ? 2 : 6) {
                guard try bits.flag() else {
                    _ = try bits.ue()
                    continue
                }
                for _ in 0..<min(64, 1 << (4 + 2 * size)) + (size > 1 ? 1 : 0) { _ = try bits.se() }
            }
        }
    }

    private static func skipReferences(_ bits: inout BitReader, pictureOrderBits: Int) throws(DecodeError) {
        var previous: HEVCReferencePictureSet?
        for index in 0..<(try bits.ue("num_short_term_ref_pic_sets", upTo: 64)) {
            previous = try HEVCReferencePictureSet(index, from: &bits, after: previous)
        }
        guard try bits.flag() else { return }
        let longTerm = try bits.ue("num_long_term_ref_pics_sps", upTo: 32)
        try bits.skip(longTerm * (pictureOrderBits + 1))
    }
}
