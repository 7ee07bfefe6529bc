import Bytes

/// A sequence parameter set of H.266, § 7.3.2.4, as far as its pictures' size and depth.
///
/// The usability information stands behind a hundred tools that depend on each other; it is not read.
public struct VVCSequenceParameterSet: Equatable, Sendable {
    /// What a decoder must be able to do; `nil` where the video parameter set says it.
    public private(set) var profile: VVCProfileTierLevel?
    /// How often colour is sampled.
    public private(set) var chromaFormat: ChromaFormat?
    /// Pixels inside the conformance window.
    public private(set) var width: Int?
    /// Lines inside the conformance window.
    public private(set) var height: Int?
    /// Bits a sample.
    public private(set) var bitDepth: Int?
    /// Why the rest could not be read.
    public private(set) var problem: DecodeError?

    /// Reads a NAL unit, header included; `origin` is where it began in the buffer.
    public init(nalUnit: [UInt8], at origin: Int = 0) {
        var bits = BitReader(RBSP(unescaping: nalUnit, at: origin))
        do throws(DecodeError) { try read(&bits) } catch { problem = error }
    }

    private mutating func read(_ bits: inout BitReader) throws(DecodeError) {
        try bits.skip(16 + 4 + 4)
        let subLayers = try bits.bits(3) + 1
        guard subLayers < 8 else { throw bits.invalid("sps_max_sublayers_minus1", subLayers - 1) }
        // Two bits hold the four formats there are.
        let chroma = ChromaFormat(idc: try bits.bits(2)) ?? .yuv420
        chromaFormat = chroma
        let blockSize = 32 << (try bits.bits(2))
        if try bits.flag() { profile = try VVCProfileTierLevel(from: &bits, subLayers: subLayers) }
        try bits.skip(1)
        let isResampled = try bits.flag()
        if isResampled { try bits.skip(1) }
        try readSize(&bits, chroma, blockSize: blockSize)
        bitDepth = 8 + (try bits.ue("sps_bitdepth_minus8", upTo: 8))
    }

    private mutating func readSize(
        _ bits: inout BitReader, _ chroma: ChromaFormat, blockSize: Int
    ) throws(DecodeError) {
        let coded = (
            width: try bits.ue("sps_pic_width_max_in_luma_samples", upTo: 65535),
            height: try bits.ue("sps_pic_height_max_in_luma_samples", upTo: 65535)
        )
        var size = coded
        if try bits.flag() {
            let left = try bits.ue("sps_conf_win_left_offset", upTo: 65535)
            let right = try bits.ue("sps_conf_win_right_offset", upTo: 65535)
            let top = try bits.ue("sps_conf_win_top_offset", upTo: 65535)
            let bottom = try bits.ue("sps_conf_win_bottom_offset", upTo: 65535)
            size.width -= (left + right) * chroma.horizontalUnit
            size.height -= (top + bottom) * chroma.verticalUnit
        }
        guard size.width > 0 else { throw bits.invalid("the width inside the conformance window", 0) }
        guard size.height > 0 else { throw bits.invalid("the height inside the conformance window", 0) }
        (width, height) = size
        guard try bits.flag() else { return }
        try Self.skipSubpictures(
            &bits, columns: Self.blocks(coded.width, blockSize), rows: Self.blocks(coded.height, blockSize),
            isWider: coded.width > blockSize, isHigher: coded.height > blockSize)
    }

    private static func blocks(_ samples: Int, _ size: Int) -> Int { (samples + size - 1) / size }

    // Positions have Ceil(Log2(blocks)) bits each, and are left out where only one value is possible.
    private static func skipSubpictures(
        _ bits: inout BitReader, columns: Int, rows: Int, isWider: Bool, isHigher: Bool
    ) throws(DecodeError) {
        let last = try bits.ue("sps_num_subpics_minus1", upTo: 599)
        var isIndependent = false
        var isSameSize = false
        if last > 0 {
            isIndependent = try bits.flag()
            isSameSize = try bits.flag()
        }
        let columnBits = Int.bitWidth - (columns - 1).leadingZeroBitCount
        let rowBits = Int.bitWidth - (rows - 1).leadingZeroBitCount
        if last > 0 {
            for index in 0...last {
                if !isSameSize || index == 0 {
                    if index > 0, isWider { try bits.skip(columnBits) }
                    if index > 0, isHigher { try bits.skip(rowBits) }
                    if index < last, isWider { try bits.skip(columnBits) }
                    if index < last, isHigher { try bits.skip(rowBits) }
                }
                if !isIndependent { try bits.skip(2) }
            }
        }
        // Identifiers: their length, then, if they are given here, one for each subpicture.
        let identifierBits = try bits.ue("sps_subpic_id_len_minus1", upTo: 15) + 1
        guard try bits.flag(), try bits.flag() else { return }
        try bits.skip((last + 1) * identifierBits)
    }
}
