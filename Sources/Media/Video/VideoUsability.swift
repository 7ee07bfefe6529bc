import Bytes
import Fields

/// Video usability information: the part of a sequence parameter set that decoding does not need and people do.
///
/// H.264 annex E and H.265 annex E begin alike and part at timing. Reading stops behind what we report.
public struct VideoUsability: Equatable, Sendable {
    /// The width of a sample against its height, as it was sent: "64:45".
    public private(set) var sampleAspectRatio: String?
    /// What the samples mean as light.
    public private(set) var colour: ColourDescription?
    /// Pictures a second, as num_units_in_tick and time_scale say.
    public private(set) var frameRate: Double?
    /// H.264: whether that rate is kept between all pictures.
    public private(set) var isFixedFrameRate: Bool?
    /// H.265: whether each picture is one field.
    public private(set) var isFieldSequence: Bool?
    /// H.264: bits a second of the first hypothetical buffer, and that buffer's size in bits.
    public private(set) var bitRate: Int?
    /// H.264: bits in the first hypothetical buffer.
    public private(set) var bufferSize: Int?
    /// H.264: how many pictures may come before one that is shown earlier; 0 where there are no B pictures.
    public private(set) var reorderFrames: Int?

    init() {}

    /// H.264 § E.1.1.
    mutating func readAVC(_ bits: inout BitReader) throws(DecodeError) {
        try readPicture(&bits)
        if try bits.flag() {
            let units = try bits.bits(32)
            let scale = try bits.bits(32)
            isFixedFrameRate = try bits.flag()
            // A tick is a field's time, two of which make a picture.
            if units > 0, scale > 0 { frameRate = Double(scale) / (2 * Double(units)) }
        }
        let nal = try bits.flag()
        if nal { try readBuffer(&bits) }
        let vcl = try bits.flag()
        if vcl { try readBuffer(&bits) }
        if nal || vcl { try bits.skip(1) }
        try bits.skip(1)
        guard try bits.flag() else { return }
        try bits.skip(1)
        for _ in 0..<4 { _ = try bits.ue() }
        reorderFrames = try bits.ue("max_num_reorder_frames", upTo: 255)
    }

    /// H.265 § E.2.1, as far as timing.
    mutating func readHEVC(_ bits: inout BitReader) throws(DecodeError) {
        try readPicture(&bits)
        try bits.skip(1)
        let isFieldSequence = try bits.flag()
        self.isFieldSequence = isFieldSequence
        try bits.skip(1)
        if try bits.flag() {
            for _ in 0..<4 { _ = try bits.ue() }
        }
        guard try bits.flag() else { return }
        let units = try bits.bits(32)
        let scale = try bits.bits(32)
        guard units > 0, scale > 0 else { return }
        frameRate = Double(scale) / Double(units) / (isFieldSequence ? 2 : 1)
    }

    // aspect_ratio_info to chroma_loc_info, the same bits in both.
    private mutating func readPicture(_ bits: inout BitReader) throws(DecodeError) {
        if try bits.flag() { try readAspectRatio(&bits) }
        if try bits.flag() { try bits.skip(1) }
        if try bits.flag() {
            try bits.skip(3)
            colour = ColourDescription(fullRange: try bits.flag())
            if try bits.flag() {
                colour = ColourDescription(
                    primaries: try bits.bits(8), transfer: try bits.bits(8), matrix: try bits.bits(8),
                    fullRange: colour?.fullRange)
            }
        }
        if try bits.flag() {
            _ = try bits.ue()
            _ = try bits.ue()
        }
    }

    private mutating func readAspectRatio(_ bits: inout BitReader) throws(DecodeError) {
        let code = try bits.bits(8)
        // Extended_SAR sends the two numbers; 0 in either means unspecified.
        if code == 255 {
            let width = try bits.bits(16)
            let height = try bits.bits(16)
            if width > 0, height > 0 { sampleAspectRatio = "\(width):\(height)" }
        } else if code > 0, code <= Self.ratios.count {
            sampleAspectRatio = Self.ratios[code - 1]
        }
    }

    // H.264 § E.1.2. The first of the buffers described is the one that counts: NAL before VCL, lowest index.
    private mutating func readBuffer(_ bits: inout BitReader) throws(DecodeError) {
        let last = try bits.ue("cpb_cnt_minus1", upTo: 31)
        let rateScale = try bits.bits(4)
        let sizeScale = try bits.bits(4)
        for _ in 0...last {
            // At most 2³² shifted by 6 + 15.
            let rate = (try bits.ue() &+ 1) << (6 &+ rateScale)
            let size = (try bits.ue() &+ 1) << (4 &+ sizeScale)
            try bits.skip(1)
            if bitRate == nil { (bitRate, bufferSize) = (rate, size) }
        }
        try bits.skip(20)
    }

    // H.264 table E-1, from 1; H.265 has the same.
    private static let ratios = [
        "1:1", "12:11", "10:11", "16:11", "40:33", "24:11", "20:11", "32:11", "80:33", "18:11", "15:11", "64:33",
        "160:99", "4:3", "3:2", "2:1",
    ]

    /// What no other part of a configuration tells.
    var fields: [Field] {
        var fields: [Field] = []
        if let sampleAspectRatio { fields.append(Field("sample_aspect_ratio", .text(sampleAspectRatio))) }
        if let isFixedFrameRate { fields.append(Field("fixed_frame_rate", .flag(isFixedFrameRate))) }
        if let isFieldSequence, isFieldSequence { fields.append(Field("field_sequence", .flag(true))) }
        if let bitRate { fields.append(Field("hrd_bit_rate", .integer(bitRate))) }
        if let bufferSize { fields.append(Field("hrd_buffer_size", .integer(bufferSize))) }
        if let reorderFrames { fields.append(Field("reorder_frames", .integer(reorderFrames))) }
        return fields
    }
}
