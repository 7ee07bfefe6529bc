import Bytes
import Fields

/// A sequence header of any codec.
///
/// Fresh from a message it is taken apart. Who keeps it longer keeps it `packed`, which is as it was sent and takes a
/// fifth of the room: several do so for each track as long as a flow lives.
public struct Configuration: Sendable {
    private enum Form: Sendable {
        /// The first byte lowest. AAC has 2 to 5.
        case short(UInt64)
        case long([UInt8])
        case whole(DecodedConfiguration)
        indirect case both(packed: Configuration, DecodedConfiguration)
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
        let range = reader.position..<reader.endPosition
        let packed =
            range.count <= Self.maximumCount && range.lowerBound <= Self.maximumPosition
            ? Configuration(codec, reader.copy(range), at: UInt16(range.lowerBound)) : nil
        let decoded = decode(&reader)
        form = packed.map { .both(packed: $0, decoded) } ?? .whole(decoded)
        self.codec = codec
        count = 0
        position = 0
    }

    private init(_ codec: Codec, _ bytes: [UInt8], at position: UInt16) {
        let isShort = bytes.count <= 8
        form = isShort ? .short(bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }) : .long(bytes)
        count = isShort ? UInt8(bytes.count) : 0
        self.codec = codec
        self.position = position
    }

    private init(_ packed: Configuration, _ decoded: DecodedConfiguration) {
        form = .both(packed: packed, decoded)
        codec = packed.codec
        count = 0
        position = 0
    }

    /// The same in little room, where it is not very long: each look into it then reads it again.
    public var packed: Configuration {
        if case .both(let packed, _) = form { packed } else { self }
    }

    /// The same for several looks into it.
    public var unpacked: Configuration {
        switch form {
        case .short, .long: Configuration(self, decoded)
        case .whole, .both: self
        }
    }

    /// The record, taken apart.
    public var decoded: DecodedConfiguration {
        switch form {
        case .short(let word): read((0..<Int(count)).map { UInt8(truncatingIfNeeded: word &>> (8 * UInt64($0))) })
        case .long(let bytes): read(bytes)
        case .whole(let decoded), .both(_, let decoded): decoded
        }
    }

    private func read(_ bytes: [UInt8]) -> DecodedConfiguration {
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
    /// Whether they say the same, though bytes may differ that say nothing.
    public static func == (a: Configuration, b: Configuration) -> Bool {
        a.packed.isSent(as: b.packed) || a.decoded == b.decoded
    }

    private func isSent(as other: Configuration) -> Bool {
        guard codec == other.codec, position == other.position else { return false }
        switch (form, other.form) {
        case (.short(let a), .short(let b)): return a == b && count == other.count
        case (.long(let a), .long(let b)): return a == b
        default: return false
        }
    }
}
