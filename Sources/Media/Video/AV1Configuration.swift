import Bytes
import Fields

/// The AV1CodecConfigurationRecord of the AV1 ISO media binding § 2.3, with its sequence header decoded.
///
/// ```
/// marker(1) version(7)   seq_profile(3) seq_level_idx_0(5)
/// seq_tier_0(1) high_bitdepth(1) twelve_bit(1) monochrome(1) subsampling_x(1) _y(1) chroma_sample_position(2)
/// reserved(3) initial_presentation_delay_present(1) initial_presentation_delay_minus_one(4)
/// configOBUs …
/// ```
public struct AV1Configuration: VideoConfiguration {
    /// An open bitstream unit in the record.
    public struct OBU: Equatable, Sendable {
        /// obu_type: 1 is a sequence header.
        public var type: Int
        /// Bytes of its payload.
        public var size: Int

        /// The specification's word, § 6.2.2; `nil` where it has none.
        public var name: String? {
            switch type {
            case 1: "sequence header"
            case 2: "temporal delimiter"
            case 3: "frame header"
            case 4: "tile group"
            case 5: "metadata"
            case 6: "frame"
            case 7: "redundant frame header"
            case 8: "tile list"
            case 15: "padding"
            default: nil
            }
        }

        /// How many a record may have; no stream has more than a few.
        public static let maximumCount = 64
    }

    /// version, 1.
    public private(set) var version: Int?
    /// The units that the record carries.
    public private(set) var units: [OBU] = []
    /// The first sequence header; the record may leave it to the stream.
    public private(set) var sequenceHeader: AV1SequenceHeader?
    /// How many frames a decoder should have before it shows the first, where the record says so.
    public private(set) var initialPresentationDelay: Int?
    /// Why the rest could not be read.
    public private(set) var problem: DecodeError?

    private var recordProfile: Int?
    private var recordLevel: Int?
    private var recordIsHighTier: Bool?
    private var recordBitDepth: Int?
    private var recordChromaFormat: ChromaFormat?

    /// Reads the record, to the end of `reader`.
    public init(from reader: inout ByteReader) {
        do throws(DecodeError) { try read(&reader) } catch { note(error) }
    }

    // The first problem is the one that explains the others.
    private mutating func note(_ error: DecodeError?) { problem = problem ?? error }

    private mutating func read(_ reader: inout ByteReader) throws(DecodeError) {
        let start = reader.position
        let first = try reader.u8()
        version = Int(first & 0x7f)
        if first != 0x81 {
            note(DecodeError(.invalid(what: "marker and version", value: UInt64(first)), at: start))
        }
        let second = try reader.u8()
        recordProfile = Int(second >> 5)
        recordLevel = Int(second & 31)
        let third = try reader.u8()
        recordIsHighTier = third & 0x80 != 0
        recordBitDepth = third & 0x40 == 0 ? 8 : third & 0x20 == 0 ? 10 : 12
        recordChromaFormat =
            third & 0x10 != 0
            ? .monochrome : ChromaFormat(subsamplingX: third & 8 != 0, subsamplingY: third & 4 != 0)
        let fourth = try reader.u8()
        if fourth & 0x10 != 0 { initialPresentationDelay = Int(fourth & 15) + 1 }
        while !reader.isAtEnd { try readUnit(&reader) }
    }

    // obu_header(), § 5.3: forbidden(1) type(4) extension(1) has_size(1) reserved(1), then a byte and a size if flagged.
    private mutating func readUnit(_ reader: inout ByteReader) throws(DecodeError) {
        guard units.count < OBU.maximumCount else {
            throw DecodeError(.limit(what: "the number of OBUs", bound: OBU.maximumCount), at: reader.position)
        }
        let header = try reader.u8()
        guard header & 0x80 == 0 else {
            throw DecodeError(.invalid(what: "obu_forbidden_bit", value: 1), at: reader.position - 1)
        }
        if header & 4 != 0 { try reader.skip(1) }
        let size = header & 2 != 0 ? try Self.leb128(&reader) : reader.remaining
        let range = try reader.take(size)
        let unit = OBU(type: Int(header >> 3 & 15), size: size)
        units.append(unit)
        if unit.type == 1, sequenceHeader == nil {
            // No sequence header has more than a few dozen bytes.
            let head = range.prefix(512)
            let sequence = AV1SequenceHeader(payload: reader.copy(head), at: head.lowerBound)
            sequenceHeader = sequence
            note(sequence.problem)
        }
    }

    // leb128(), § 4.10.5: seven bits a byte, the lowest first, at most eight bytes, below 2³².
    private static func leb128(_ reader: inout ByteReader) throws(DecodeError) -> Int {
        let start = reader.position
        var value = 0
        for index in 0..<8 {
            let byte = try reader.u8()
            value |= Int(byte & 0x7f) << (7 * index)
            guard byte & 0x80 != 0 else { return value }
        }
        throw DecodeError(.invalid(what: "the size of an OBU", value: UInt64(truncatingIfNeeded: value)), at: start)
    }

    /// seq_profile: by the sequence header, else by the record.
    public var profile: Int? { sequenceHeader?.profile ?? recordProfile }
    /// seq_level_idx: by the sequence header, else by the record.
    public var level: Int? { sequenceHeader?.level ?? recordLevel }

    /// "Main", "High", "Professional".
    public var profileName: String? {
        switch profile {
        case 0: "Main"
        case 1: "High"
        case 2: "Professional"
        default: nil
        }
    }

    /// "4.0"; § A.3: 31 means that there is no limit, 24 to 30 are reserved.
    public var levelName: String? {
        guard let level else { return nil }
        return level < 24 ? "\(2 + level >> 2).\(level & 3)" : level == 31 ? "maximum" : nil
    }

    /// Whether the level's limits are those of the high tier.
    public var isHighTier: Bool? { sequenceHeader?.isHighTier ?? recordIsHighTier }
    /// Pixels of the largest frame.
    public var width: Int? { sequenceHeader?.width }
    /// Lines of the largest frame.
    public var height: Int? { sequenceHeader?.height }
    /// Pictures a second, where all last equally long.
    public var frameRate: Double? { sequenceHeader?.frameRate }
    /// How often colour is sampled.
    public var chromaFormat: ChromaFormat? { sequenceHeader?.chromaFormat ?? recordChromaFormat }
    /// Bits a sample.
    public var bitDepth: Int? { sequenceHeader?.bitDepth ?? recordBitDepth }
    /// What the samples mean as light.
    public var colour: ColourDescription? { sequenceHeader?.colour }
    /// Whether decoders have to add grain.
    public var hasFilmGrain: Bool? { sequenceHeader?.hasFilmGrain }

    /// Everything that is known.
    public var fields: [Field] {
        var fields: [Field] = []
        if let profileName { fields.append(Field("profile", .text(profileName))) }
        if let profile { fields.append(Field("profile_idc", .integer(profile))) }
        if let isHighTier { fields.append(Field("tier", .text(isHighTier ? "High" : "Main"))) }
        if let levelName { fields.append(Field("level", .text(levelName))) }
        if let level { fields.append(Field("level_idc", .integer(level))) }
        if let recordProfile, recordProfile != profile {
            fields.append(Field("record_profile_idc", .integer(recordProfile)))
        }
        if let recordLevel, recordLevel != level { fields.append(Field("record_level_idc", .integer(recordLevel))) }
        if let recordChromaFormat, recordChromaFormat != chromaFormat {
            fields.append(Field("record_chroma_format", .text(recordChromaFormat.name)))
        }
        if let recordBitDepth, recordBitDepth != bitDepth {
            fields.append(Field("record_bit_depth", .integer(recordBitDepth)))
        }
        if let version, version != 1 { fields.append(Field("version", .integer(version))) }
        fields += pictureFields
        if let hasFilmGrain { fields.append(Field("film_grain", .flag(hasFilmGrain))) }
        if sequenceHeader?.isStillPicture == true { fields.append(Field("still_picture", .flag(true))) }
        if let points = sequenceHeader?.operatingPoints, points > 1 {
            fields.append(Field("operating_points", .integer(points)))
        }
        if let initialPresentationDelay {
            fields.append(Field("initial_presentation_delay", .integer(initialPresentationDelay)))
        }
        fields.append(Field("obus", .list(units.map { .record($0.fields) })))
        return fields
    }
}

extension AV1Configuration.OBU {
    var fields: [Field] {
        var fields = [Field("type", .integer(type))]
        if let name { fields.append(Field("name", .text(name))) }
        fields.append(Field("size", .integer(size)))
        return fields
    }
}
