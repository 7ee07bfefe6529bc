import Bytes
import Fields

/// The AVCDecoderConfigurationRecord of ISO/IEC 14496-15 § 5.3.3.1, with its first sequence parameter set decoded.
///
/// Where record and parameter set disagree, the parameter set is what decoders go by, and so are the properties here;
/// `fields` shows both.
public struct AVCConfiguration: VideoConfiguration {
    /// configurationVersion, 1.
    public private(set) var version: Int?
    /// What the record's own bytes say.
    public private(set) var recordProfile: AVCProfile?
    /// Bytes of the length before each NAL unit: 1, 2 or 4.
    public private(set) var lengthSize: Int?
    /// The parameter sets in their order: sequence, picture, extension.
    public private(set) var parameterSets: [ParameterSet] = []
    /// The first sequence parameter set.
    public private(set) var sequenceParameterSet: AVCSequenceParameterSet?
    /// Bytes behind all that the record should have.
    public private(set) var trailingBytes = 0
    /// Why the rest could not be read.
    public private(set) var problem: DecodeError?

    // The tail that the High profiles have, or should have.
    private var tailChromaFormat: ChromaFormat?
    private var tailBitDepth: Int?
    private var tailChromaBitDepth: Int?

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
        if version != 1 {
            note(DecodeError(.invalid(what: "configurationVersion", value: UInt64(version)), at: start))
        }
        let profile = AVCProfile(
            idc: try reader.u8(), constraints: try reader.u8(), levelIDC: try reader.u8())
        recordProfile = profile
        let size = Int(try reader.u8() & 3) + 1
        lengthSize = size
        if size == 3 {
            note(DecodeError(.invalid(what: "lengthSizeMinusOne", value: 2), at: reader.position - 1))
        }
        try readSets(Int(try reader.u8() & 31), &reader)
        try readSets(Int(try reader.u8()), &reader)
        switch profile.idc {
        case 100, 110, 122, 144, 244, 44, 83, 86, 118, 128, 134, 135, 138, 139: try readTail(&reader)
        default: break
        }
    }

    private mutating func readSets(_ count: Int, _ reader: inout ByteReader) throws(DecodeError) {
        var first: AVCSequenceParameterSet? = sequenceParameterSet
        defer {
            sequenceParameterSet = first
            note(first?.problem)
        }
        try ParameterSet.read(count, .avc, from: &reader, into: &parameterSets) { kind, bytes, position in
            if first == nil, kind == .avcSequenceParameterSet {
                first = AVCSequenceParameterSet(nalUnit: bytes, at: position)
            }
        }
    }

    // Many muxers leave it out, though the standard does not allow that.
    private mutating func readTail(_ reader: inout ByteReader) throws(DecodeError) {
        guard !reader.isAtEnd else { return }
        tailChromaFormat = ChromaFormat(idc: Int(try reader.u8() & 3))
        tailBitDepth = 8 + Int(try reader.u8() & 7)
        tailChromaBitDepth = 8 + Int(try reader.u8() & 7)
        try readSets(Int(try reader.u8()), &reader)
    }

    /// What a decoder must be able to do: by the parameter set, else by the record.
    public var profile: AVCProfile? { sequenceParameterSet?.profile ?? recordProfile }
    /// "Constrained Baseline".
    public var profileName: String? { profile?.name }
    /// "3.1".
    public var levelName: String? { profile?.levelName }
    /// Pixels after cropping.
    public var width: Int? { sequenceParameterSet?.width }
    /// Lines of a frame after cropping.
    public var height: Int? { sequenceParameterSet?.height }
    /// Pictures a second, where the usability information has a timing.
    public var frameRate: Double? { sequenceParameterSet?.usability.frameRate }
    /// How often colour is sampled.
    public var chromaFormat: ChromaFormat? { sequenceParameterSet?.chromaFormat ?? tailChromaFormat }
    /// Bits a sample of brightness.
    public var bitDepth: Int? { sequenceParameterSet?.bitDepth ?? tailBitDepth }
    /// Bits a sample of colour.
    public var chromaBitDepth: Int? { sequenceParameterSet?.chromaBitDepth ?? tailChromaBitDepth }
    /// What the samples mean as light.
    public var colour: ColourDescription? { sequenceParameterSet?.usability.colour }
    /// Whether pictures may be fields.
    public var isInterlaced: Bool? { sequenceParameterSet?.isInterlaced }

    /// Everything that is known.
    public var fields: [Field] {
        var fields = profile?.fields ?? []
        if let recordProfile, recordProfile != profile {
            fields.append(Field("record_profile", .record(recordProfile.fields)))
        }
        if let version, version != 1 { fields.append(Field("version", .integer(version))) }
        if let lengthSize { fields.append(Field("length_size", .integer(lengthSize))) }
        fields += pictureFields
        if let chromaBitDepth, chromaBitDepth != bitDepth {
            fields.append(Field("chroma_bit_depth", .integer(chromaBitDepth)))
        }
        if let set = sequenceParameterSet {
            if let frames = set.referenceFrames { fields.append(Field("reference_frames", .integer(frames))) }
            fields += set.usability.fields
        }
        fields.append(parameterSets.field)
        if trailingBytes > 0 { fields.append(Field("trailing_bytes", .integer(trailingBytes))) }
        return fields
    }
}
