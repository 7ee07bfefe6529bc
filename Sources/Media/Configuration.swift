import Bytes
import Fields

/// A decoded sequence header of any codec.
///
/// Indirect, so that the tags of frames, which have none, stay small.
public indirect enum Configuration: Equatable, Sendable {
    case avc(AVCConfiguration)
    case hevc(HEVCConfiguration)
    case vvc(VVCConfiguration)
    case av1(AV1Configuration)
    case vp(VPConfiguration)
    case aac(AudioSpecificConfig)
    case opus(OpusHead)
    case flac(FLACStreamInfo)

    /// The record itself; the one place that knows all of them.
    public var record: any CodecConfiguration {
        switch self {
        case .avc(let record): record
        case .hevc(let record): record
        case .vvc(let record): record
        case .av1(let record): record
        case .vp(let record): record
        case .aac(let record): record
        case .opus(let record): record
        case .flac(let record): record
        }
    }

    /// One phrase for a line of text: "High@3.1 1280×720 30 fps", "LC 44.1 kHz stereo".
    public var summary: String { record.summary }

    /// Everything that is known, in the order of the record, and last the problem if there was one.
    public var fields: [Field] {
        let record = record
        var fields = record.fields
        if let problem = record.problem, !fields.contains(where: { $0.name == "problem" }) {
            fields.append(Field("problem", .text(problem.description)))
        }
        return fields
    }

    /// Why the rest of the record could not be read; `nil` when all of it was.
    public var problem: DecodeError? { record.problem }

    /// Bytes of the length before each NAL unit; only codecs with NAL units have one.
    public var lengthSize: Int? { record.lengthSize }
}
