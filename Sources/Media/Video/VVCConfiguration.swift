import Bytes
import Fields

/// The VvcDecoderConfigurationRecord of ISO/IEC 14496-15 § 11.2.4.2, with its first sequence parameter set decoded.
///
/// ```
/// reserved(5) length_size_minus_one(2) ptl_present(1)
/// if present:
///   ols_idx(9) num_sublayers(3) constant_frame_rate(2) chroma_format_idc(2)
///   bit_depth_minus8(3) reserved(5)   VvcPTLRecord
///   max_picture_width(16) max_picture_height(16) avg_frame_rate(16)
/// num_of_arrays(8), each:
///   completeness(1) reserved(2) type(5)   num_nalus(16) unless DCI or OPI   length(16) and NAL unit each
/// ```
public struct VVCConfiguration: VideoConfiguration {
    /// Bytes of the length before each NAL unit: 1, 2 or 4.
    public private(set) var lengthSize: Int?
    /// What the record's own bytes say.
    public private(set) var recordProfile: VVCProfileTierLevel?
    /// The output layer set that the record describes.
    public private(set) var outputLayerSet: Int?
    /// Temporal sub-layers; 0 means unknown.
    public private(set) var subLayers: Int?
    /// Pixels before cropping, as the record says.
    public private(set) var maximumWidth: Int?
    /// Lines before cropping, as the record says.
    public private(set) var maximumHeight: Int?
    /// Pictures a second, the record's average; the sequence parameter set's timing is not read.
    public private(set) var frameRate: Double?
    /// The units of all arrays in their order: parameter sets and SEI.
    public private(set) var parameterSets: [ParameterSet] = []
    /// The first sequence parameter set.
    public private(set) var sequenceParameterSet: VVCSequenceParameterSet?
    /// The messages of the record's SEI units.
    public private(set) var seiMessages: [SEIMessage] = []
    /// Bytes behind all that the record should have.
    public private(set) var trailingBytes = 0
    /// Why the rest could not be read.
    public private(set) var problem: DecodeError?

    private var recordChromaFormat: ChromaFormat?
    private var recordBitDepth: Int?

    /// Reads the record, to the end of `reader`.
    public init(from reader: inout ByteReader) {
        do throws(DecodeError) { try read(&reader) } catch { note(error) }
        if problem == nil { trailingBytes = reader.remaining }
    }

    // The first problem is the one that explains the others.
    private mutating func note(_ error: DecodeError?) { problem = problem ?? error }

    private mutating func read(_ reader: inout ByteReader) throws(DecodeError) {
        // A record begins with five bits 1; zeros are version and flags of the box it has in files.
        if reader.peek() == 0, reader.peek(1) == 0, reader.peek(2) == 0, reader.peek(3) == 0 { try reader.skip(4) }
        let start = reader.position
        let byte = try reader.u8()
        guard byte >> 3 == 31 else {
            throw DecodeError(.invalid(what: "the reserved bits", value: UInt64(byte >> 3)), at: start)
        }
        let size = Int(byte >> 1 & 3) + 1
        lengthSize = size
        if size == 3 { note(DecodeError(.invalid(what: "LengthSizeMinusOne", value: 2), at: start)) }
        if byte & 1 == 1 { try readProfile(&reader) }
        for _ in 0..<(try reader.u8()) { try readArray(&reader) }
    }

    private mutating func readProfile(_ reader: inout ByteReader) throws(DecodeError) {
        let word = Int(try reader.u16())
        outputLayerSet = word >> 7
        let layers = word >> 4 & 7
        subLayers = layers
        recordChromaFormat = ChromaFormat(idc: word & 3)
        recordBitDepth = 8 + Int(try reader.u8() >> 5)
        recordProfile = try VVCProfileTierLevel(from: &reader, subLayers: layers)
        maximumWidth = Int(try reader.u16())
        maximumHeight = Int(try reader.u16())
        let rate = try reader.u16()
        if rate > 0 { frameRate = Double(rate) / 256 }
    }

    private mutating func readArray(_ reader: inout ByteReader) throws(DecodeError) {
        let type = try reader.u8() & 31
        // Of decoding capability (13) and operating point information (12) there is always one.
        let count = type == 12 || type == 13 ? 1 : Int(try reader.u16())
        var sequence = sequenceParameterSet
        var messages = seiMessages
        defer {
            sequenceParameterSet = sequence
            seiMessages = messages
            note(sequence?.problem)
        }
        try ParameterSet.read(count, .vvc, from: &reader, into: &parameterSets) { kind, bytes, position in
            if sequence == nil, kind == .vvcSequenceParameterSet {
                sequence = VVCSequenceParameterSet(nalUnit: bytes, at: position)
            } else if let kind, kind.isSEI, messages.count < SEIReader.maximumCount {
                messages += SEIReader.messages(ofUnit: bytes, .vvc)
            }
        }
    }

    /// What a decoder must be able to do: by the parameter set, else by the record.
    public var profile: VVCProfileTierLevel? { sequenceParameterSet?.profile ?? recordProfile }
    /// "Main 10".
    public var profileName: String? { profile?.name }
    /// "5.1".
    public var levelName: String? { profile?.levelName }
    /// Whether the level's limits are those of the high tier.
    public var isHighTier: Bool? { profile?.isHighTier }
    /// Pixels inside the conformance window; the record's, uncropped, where there is no parameter set.
    public var width: Int? { sequenceParameterSet?.width ?? maximumWidth }
    /// Lines inside the conformance window; the record's, uncropped, where there is no parameter set.
    public var height: Int? { sequenceParameterSet?.height ?? maximumHeight }
    /// How often colour is sampled.
    public var chromaFormat: ChromaFormat? { sequenceParameterSet?.chromaFormat ?? recordChromaFormat }
    /// Bits a sample.
    public var bitDepth: Int? { sequenceParameterSet?.bitDepth ?? recordBitDepth }
    /// Not read.
    public var colour: ColourDescription? { nil }

    /// Everything that is known.
    public var fields: [Field] {
        var fields = profile?.fields ?? []
        if let recordProfile, recordProfile != profile {
            fields.append(Field("record_profile", .record(recordProfile.fields)))
        }
        if let lengthSize { fields.append(Field("length_size", .integer(lengthSize))) }
        fields += pictureFields
        if let maximumWidth, let maximumHeight, maximumWidth != width || maximumHeight != height {
            fields.append(Field("maximum_width", .integer(maximumWidth)))
            fields.append(Field("maximum_height", .integer(maximumHeight)))
        }
        if let outputLayerSet, outputLayerSet > 0 { fields.append(Field("output_layer_set", .integer(outputLayerSet))) }
        if let subLayers, subLayers > 0 { fields.append(Field("temporal_layers", .integer(subLayers))) }
        fields.append(parameterSets.field)
        if !seiMessages.isEmpty { fields.append(seiMessages.field) }
        if trailingBytes > 0 { fields.append(Field("trailing_bytes", .integer(trailingBytes))) }
        return fields
    }
}
