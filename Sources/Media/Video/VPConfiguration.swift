import Bytes
import Fields

/// The VPCodecConfigurationRecord of the VP codec ISO media binding, for VP8 and VP9. It does not say how large the
/// pictures are: `VP8FrameHeader` and `VP9FrameHeader` of a key frame do.
///
/// ```
/// [version(8) flags(24)]      the box's, which some writers keep
/// profile(8) level(8)   bitDepth(4) chromaSubsampling(3) videoFullRangeFlag(1)
/// colourPrimaries(8) transferCharacteristics(8) matrixCoefficients(8)
/// codecIntializationDataSize(16)
/// ```
public struct VPConfiguration: VideoConfiguration {
    /// Whether the record began with the version and flags that the box has in files.
    public private(set) var hasBoxHeader: Bool?
    /// profile, 0 to 3.
    public private(set) var profile: Int?
    /// level: ten times the level; 0 means unknown.
    public private(set) var level: Int?
    /// Bits a sample.
    public private(set) var bitDepth: Int?
    /// How often colour is sampled.
    public private(set) var chromaFormat: ChromaFormat?
    /// What the samples mean as light.
    public private(set) var colour: ColourDescription?
    /// Bytes of initialization data, 0 for both codecs.
    public private(set) var initializationDataSize: Int?
    /// Bytes behind all that the record should have.
    public private(set) var trailingBytes = 0
    /// Why the rest could not be read.
    public private(set) var problem: DecodeError?

    /// Reads the record, to the end of `reader`.
    public init(from reader: inout ByteReader) {
        do throws(DecodeError) { try read(&reader) } catch { problem = error }
        if problem == nil { trailingBytes = reader.remaining }
    }

    private mutating func read(_ reader: inout ByteReader) throws(DecodeError) {
        let hasBoxHeader = Self.beginsWithBoxHeader(reader)
        self.hasBoxHeader = hasBoxHeader
        if hasBoxHeader { try reader.skip(4) }
        profile = Int(try reader.u8())
        level = Int(try reader.u8())
        let position = reader.position
        let byte = try reader.u8()
        bitDepth = Int(byte >> 4)
        switch byte >> 1 & 7 {
        // 0 and 1 differ in where between the pixels the samples are.
        case 0, 1: chromaFormat = .yuv420
        case 2: chromaFormat = .yuv422
        case 3: chromaFormat = .yuv444
        case 4: chromaFormat = .yuv440
        case let other: problem = DecodeError(.invalid(what: "chromaSubsampling", value: UInt64(other)), at: position)
        }
        let fullRange = byte & 1 == 1
        colour = ColourDescription(fullRange: fullRange)
        colour = ColourDescription(
            primaries: Int(try reader.u8()), transfer: Int(try reader.u8()), matrix: Int(try reader.u8()),
            fullRange: fullRange)
        let size = Int(try reader.u16())
        initializationDataSize = size
        try reader.skip(size)
    }

    // A bare record cannot begin with profile 1, no level and samples of no bits. One of twelve bytes in all is bare
    // only if it says that the last four are initialization data.
    private static func beginsWithBoxHeader(_ reader: borrowing ByteReader) -> Bool {
        if reader.peek(0) == 1, reader.peek(1) == 0, reader.peek(2) == 0, reader.peek(3) == 0 { return true }
        return reader.remaining == 12 && !(reader.peek(6) == 0 && reader.peek(7) == 4)
    }

    /// "Profile 0".
    public var profileName: String? { profile.flatMap { $0 < 4 ? "Profile \($0)" : nil } }

    /// "3.1"; `nil` for 0, which means unknown, and for numbers that are no level.
    public var levelName: String? {
        guard let level else { return nil }
        switch level {
        case 10, 11, 20, 21, 30, 31, 40, 41, 50...52, 60...62: return "\(level / 10).\(level % 10)"
        default: return nil
        }
    }

    /// Everything that is known.
    public var fields: [Field] {
        var fields: [Field] = []
        if let profileName { fields.append(Field("profile", .text(profileName))) }
        if let profile { fields.append(Field("profile_idc", .integer(profile))) }
        if let levelName { fields.append(Field("level", .text(levelName))) }
        if let level { fields.append(Field("level_idc", .integer(level))) }
        fields += pictureFields
        if let hasBoxHeader { fields.append(Field("box_header", .flag(hasBoxHeader))) }
        if let initializationDataSize, initializationDataSize > 0 {
            fields.append(Field("initialization_data_size", .integer(initializationDataSize)))
        }
        if trailingBytes > 0 { fields.append(Field("trailing_bytes", .integer(trailingBytes))) }
        return fields
    }
}
