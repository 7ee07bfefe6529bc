import Bytes
import Fields

/// A sequence header of any codec, kept as it was sent and read again by whoever asks: several keep that of each track
/// for as long as a flow lives, and taken apart it takes five times the room.
public struct Configuration: Sendable {
    private enum Form: Sendable {
        /// The first byte lowest. AAC has 2 to 5.
        case short(UInt64)
        case long([UInt8])
        /// Too long to be kept beside what is made of it.
        case decoded(DecodedConfiguration)
    }

    // In this order it is 16 bytes.
    private let form: Form
    private let codec: Codec
    /// Bytes of a short one.
    private let count: UInt8
    /// Where the record began in what was read, by which errors name their places.
    private let position: UInt16

    /// Bytes of a record that is kept as it is, and bytes before it; the usual ones are 40 and 5.
    private static let maximumCount = 1024
    private static let maximumPosition = 1024

    /// Reads the record, to the end of `reader` or to where it cannot be read.
    init(_ codec: Codec, from reader: inout ByteReader, _ decode: CodecRow.DecodeConfiguration) {
        self.codec = codec
        let start = reader.position
        guard reader.remaining <= Self.maximumCount, start <= Self.maximumPosition else {
            form = .decoded(decode(&reader))
            count = 0
            position = 0
            return
        }
        position = UInt16(truncatingIfNeeded: start)
        let bytes = reader.copy(start..<reader.endPosition)
        if bytes.count <= 8 {
            form = .short(bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) })
            count = UInt8(truncatingIfNeeded: bytes.count)
        } else {
            form = .long(bytes)
            count = 0
        }
        _ = decode(&reader)
    }

    /// The record, taken apart.
    public var decoded: DecodedConfiguration {
        let bytes: [UInt8]
        switch form {
        case .short(let word): bytes = (0..<Int(count)).map { UInt8(truncatingIfNeeded: word &>> (8 * UInt64($0))) }
        case .long(let long): bytes = long
        case .decoded(let decoded): return decoded
        }
        // A reader counts from the start of its span: as much has to stand before the record as did.
        let whole = [UInt8](repeating: 0, count: Int(position)) + bytes
        var reader = ByteReader(whole.span.bytes)
        reader.move(to: Int(position))
        guard let decoded = codec.decodeConfiguration(from: &reader) else {
            preconditionFailure("a configuration of a codec that has none")
        }
        return decoded
    }

    /// The record itself.
    public var record: any CodecConfiguration { decoded.record }

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

extension Configuration: Equatable {
    /// Whether they say the same: what a record says twice, or nothing depends on, may differ.
    public static func == (a: Configuration, b: Configuration) -> Bool { a.isSent(as: b) || a.decoded == b.decoded }

    private func isSent(as other: Configuration) -> Bool {
        guard codec == other.codec, position == other.position else { return false }
        switch (form, other.form) {
        case (.short(let a), .short(let b)): return a == b && count == other.count
        case (.long(let a), .long(let b)): return a == b
        default: return false
        }
    }
}
