import Bytes

/// Decodes the AMF3 values of one message.
///
/// Its tables of strings, objects and traits last as long as the decoder: make one a message. Several AMF3 values in
/// one AMF0 message share them (AMF3 § 2.2 and 4.1).
public struct AMF3Decoder {
    var progress: DecodingProgress
    /// Every non-empty string that was sent inline, whatever it was used for.
    var strings: [AMFText] = []
    var traits: [AMF3Traits] = []
    /// Entries of the object table. Objects are never looked up in it, so their number is all there is to keep.
    var objects = 0

    /// A decoder with empty tables, for one message.
    public init(limits: AMFLimits = .init()) {
        progress = DecodingProgress(limits: limits)
    }

    init(limits: AMFLimits, trace: AMFTextTrace?) {
        progress = DecodingProgress(limits: limits, trace: trace)
    }

    /// The next value, whole.
    ///
    /// An error leaves the cursor at the first byte that could not be read as part of the value.
    public mutating func value(from reader: inout ByteReader) throws(DecodeError) -> AMFValue {
        let (value, error) = partialValue(from: &reader)
        if let error { throw error }
        return value
    }

    /// The next value, or as much of it as can be read, and what stopped the reading.
    ///
    /// With an error the cursor stands at the first byte that could not be read as part of the value.
    public mutating func partialValue(from reader: inout ByteReader) -> (value: AMFValue, error: DecodeError?) {
        progress.begin()
        let value = next(from: &reader)
        return (value, progress.failure?.error)
    }

    mutating func next(from reader: inout ByteReader) -> AMFValue {
        let start = reader.position
        do throws(DecodeError) {
            try progress.countValue(at: start)
            return try markedValue(from: &reader)
        } catch {
            progress.stop(error, from: start, &reader)
            return .truncated(reader.remaining)
        }
    }

    private mutating func markedValue(from reader: inout ByteReader) throws(DecodeError) -> AMFValue {
        let start = reader.position
        let byte = try reader.u8()
        if let marker = AMF3ComplexMarker(rawValue: byte) {
            return try complexValue(marker, from: &reader, start: start)
        }
        guard let marker = AMF3Marker(rawValue: byte) else {
            throw DecodeError(.invalid(what: "AMF3 marker", value: UInt64(byte)), at: start)
        }
        switch marker {
        case .undefined: return .undefined
        case .null: return .null
        case .false: return .boolean(false)
        case .true: return .boolean(true)
        case .integer: return .integer(try U29(from: &reader).signed)
        case .double: return .number(try reader.double())
        case .string:
            switch try text(.value, from: &reader) {
            case .text(let text): return .string(text)
            case .badReference(let index): return .badReference(index)
            }
        }
    }

    /// A value that enters the object table, before what is in it does, or a reference to one (AMF3 § 2.2).
    private mutating func complexValue(
        _ marker: AMF3ComplexMarker, from reader: inout ByteReader, start: Int
    ) throws(DecodeError) -> AMFValue {
        let header = try U29(from: &reader)
        guard header.isInline else {
            return header.number < objects ? .reference(header.number) : .badReference(header.number)
        }
        objects += 1
        if marker.holdsValues { try progress.enter(at: start) }
        defer { if marker.holdsValues { progress.leave() } }
        let count = header.number
        switch marker {
        case .date: return .date(milliseconds: try reader.double(), timeZone: 0)
        case .xml, .xmlDocument: return .xml(AMFText(bytes: try bytes(.value, count, from: &reader)))
        case .byteArray: return .bytes(try bytes(.bytes, count, from: &reader))
        case .intVector: return .intVector(try intVector(count, from: &reader))
        case .uintVector: return .uintVector(try uintVector(count, from: &reader))
        case .doubleVector: return .doubleVector(try doubleVector(count, from: &reader))
        case .array: return try array(count, from: &reader)
        case .object: return try object(count, from: &reader)
        case .objectVector: return try objectVector(count, from: &reader)
        case .dictionary: return try dictionary(count, from: &reader)
        }
    }

    private mutating func bytes(
        _ role: AMFTextPlace.Role, _ count: Int, from reader: inout ByteReader
    ) throws(DecodeError) -> [UInt8] {
        let start = reader.position
        let bytes = try reader.array(count)
        progress.noteText(role, from: start, to: reader)
        return bytes
    }
}
