import Bytes
import Fields

/// The HEVCDecoderConfigurationRecord of ISO/IEC 14496-15 § 8.3.3.1, with its first sequence parameter set decoded.
///
/// Where record and parameter set disagree, the parameter set is what decoders go by, and so are the properties here;
/// `fields` shows both.
public struct HEVCConfiguration: VideoConfiguration {
    /// configurationVersion, 1.
    public private(set) var version: Int?
    /// What the record's own bytes say.
    public private(set) var recordProfile: HEVCProfileTierLevel?
    /// Bytes of the length before each NAL unit: 1, 2 or 4.
    public private(set) var lengthSize: Int?
    /// Temporal layers; 0 means unknown.
    public private(set) var temporalLayers: Int?
    /// The units of all arrays in their order: parameter sets and SEI.
    public private(set) var parameterSets: [ParameterSet] = []
    /// The first sequence parameter set.
    public private(set) var sequenceParameterSet: HEVCSequenceParameterSet?
    /// The messages of the record's SEI units.
    public private(set) var seiMessages: [SEIMessage] = []
    /// Bytes behind all that the record should have.
    public private(set) var trailingBytes = 0
    /// Why the rest could not be read.
    public private(set) var problem: DecodeError?

    private var recordChromaFormat: ChromaFormat?
    private var recordBitDepth: Int?
    private var recordChromaBitDepth: Int?
    private var averageFrameRate: Double?
    private var videoParameterSet: HEVCVideoParameterSet?

    /// Reads the record, to the end of `reader`.
    public init(from reader: inout ByteReader) {
        do throws(DecodeError) { try read(&reader) } catch { note(error) }
        if problem == nil { trailingBytes = reader.remaining }
    }

    // The first problem is the one that explains the others.
    private mutating func note(_ error: DecodeError?) { problem = problem ?? error }

    private mutating func read(_ reader: inout ByteReader) throws(DecodeError) {
        let start = reader.position
        if reader.peek() == 0, reader.peek(1) == 0, reader.peek(2) == 1 || (reader.peek(2) == 0 && reader.peek(3) == 1)
        {
            throw DecodeError(
                .invalid(what: "configurationVersion (an Annex B start code stands in the record's place)", value: 0),
                at: start)
        }
        let version = Int(try reader.u8())
        self.version = version
        // 0 is what early writers put, with the same layout.
        if version > 1 {
            note(DecodeError(.invalid(what: "configurationVersion", value: UInt64(version)), at: start))
        }
        let position = reader.position
        var bits = BitReader(try reader.array(12), at: position)
        recordProfile = try HEVCProfileTierLevel(from: &bits)
        try reader.skip(3)
        recordChromaFormat = ChromaFormat(idc: Int(try reader.u8() & 3))
        recordBitDepth = 8 + Int(try reader.u8() & 7)
        recordChromaBitDepth = 8 + Int(try reader.u8() & 7)
        let rate = try reader.u16()
        if rate > 0 { averageFrameRate = Double(rate) / 256 }
        let byte = try reader.u8()
        temporalLayers = Int(byte >> 3 & 7)
        let size = Int(byte & 3) + 1
        lengthSize = size
        if size == 3 {
            note(DecodeError(.invalid(what: "lengthSizeMinusOne", value: 2), at: reader.position - 1))
        }
        for _ in 0..<(try reader.u8()) { try readArray(&reader) }
    }

    private mutating func readArray(_ reader: inout ByteReader) throws(DecodeError) {
        // The array's own type is not needed: each unit has it.
        try reader.skip(1)
        let count = Int(try reader.u16())
        var video = videoParameterSet
        var sequence = sequenceParameterSet
        var messages = seiMessages
        defer {
            videoParameterSet = video
            sequenceParameterSet = sequence
            seiMessages = messages
            note(sequence?.problem)
        }
        try ParameterSet.read(count, .hevc, from: &reader, into: &parameterSets) { kind, bytes, position in
            switch kind {
            case .hevcVideoParameterSet? where video == nil:
                video = HEVCVideoParameterSet(nalUnit: bytes, at: position)
            case .hevcSequenceParameterSet? where sequence == nil:
                sequence = HEVCSequenceParameterSet(nalUnit: bytes, at: position)
            case let kind? where kind.isSEI && messages.count < SEIReader.maximumCount:
                messages += SEIReader.messages(ofUnit: bytes, .hevc)
            default:
                break
            }
        }
    }

    /// What a decoder must be able to do: by the parameter set, else by the record.
    public var profile: HEVCProfileTierLevel? { sequenceParameterSet?.profile ?? recordProfile }
    /// "Main 10".
    public var profileName: String? { profile?.name }
    /// "5.1".
    public var levelName: String? { profile?.levelName }
    /// Whether the level's limits are those of the high tier.
    public var isHighTier: Bool? { profile?.isHighTier }
    /// Pixels inside the conformance window.
    public var width: Int? { sequenceParameterSet?.width }
    /// Lines inside the conformance window.
    public var height: Int? { sequenceParameterSet?.height }
    /// Pictures a second: by the sequence parameter set, else the video parameter set, else the record's average.
    public var frameRate: Double? {
        sequenceParameterSet?.usability.frameRate ?? videoParameterSet?.frameRate ?? averageFrameRate
    }
    /// How often colour is sampled.
    public var chromaFormat: ChromaFormat? { sequenceParameterSet?.chromaFormat ?? recordChromaFormat }
    /// Bits a sample of brightness.
    public var bitDepth: Int? { sequenceParameterSet?.bitDepth ?? recordBitDepth }
    /// Bits a sample of colour.
    public var chromaBitDepth: Int? { sequenceParameterSet?.chromaBitDepth ?? recordChromaBitDepth }
    /// What the samples mean as light.
    public var colour: ColourDescription? { sequenceParameterSet?.usability.colour }
    /// Whether each picture is a field, or the source was interlaced.
    public var isInterlaced: Bool? {
        if sequenceParameterSet?.usability.isFieldSequence == true { return true }
        return sequenceParameterSet?.profile?.isInterlacedSource
    }

    /// Everything that is known.
    public var fields: [Field] {
        var fields = profile?.fields ?? []
        if let recordProfile, recordProfile != profile {
            fields.append(Field("record_profile", .record(recordProfile.fields)))
        }
        if let recordChromaFormat, recordChromaFormat != chromaFormat {
            fields.append(Field("record_chroma_format", .text(recordChromaFormat.name)))
        }
        if let recordBitDepth, recordBitDepth != bitDepth {
            fields.append(Field("record_bit_depth", .integer(recordBitDepth)))
        }
        if let version, version != 1 { fields.append(Field("version", .integer(version))) }
        if let lengthSize { fields.append(Field("length_size", .integer(lengthSize))) }
        fields += pictureFields
        if let chromaBitDepth, chromaBitDepth != bitDepth {
            fields.append(Field("chroma_bit_depth", .integer(chromaBitDepth)))
        }
        if let temporalLayers, temporalLayers > 0 { fields.append(Field("temporal_layers", .integer(temporalLayers))) }
        if let set = sequenceParameterSet {
            if let frames = set.reorderFrames { fields.append(Field("reorder_frames", .integer(frames))) }
            fields += set.usability.fields
        }
        fields.append(parameterSets.field)
        if !seiMessages.isEmpty { fields.append(seiMessages.field) }
        if trailingBytes > 0 { fields.append(Field("trailing_bytes", .integer(trailingBytes))) }
        return fields
    }
}
