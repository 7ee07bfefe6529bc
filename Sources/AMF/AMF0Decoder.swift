import Bytes

/// Decodes the AMF0 values of one message.
///
/// Its reference tables, also those of AMF3 values behind the marker 11, last as long as the decoder: make one a
/// message (AMF0 § 2.9, AMF3 § 2.2).
public struct AMF0Decoder {
    private var amf3: AMF3Decoder
    /// Entries of the reference table. Values are never looked up in it, so their number is all there is to keep.
    private var complexValues = 0

    /// A decoder with empty tables, for one message.
    public init(limits: AMFLimits = .init()) {
        amf3 = AMF3Decoder(limits: limits)
    }

    init(limits: AMFLimits, trace: AMFTextTrace?) {
        amf3 = AMF3Decoder(limits: limits, trace: trace)
    }

    var trace: AMFTextTrace? { progress.trace }

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

    /// Shared with AMF3, so that limits count over both encodings.
    private var progress: DecodingProgress {
        get { amf3.progress }
        _modify { yield &amf3.progress }
    }

    private mutating func next(from reader: inout ByteReader) -> AMFValue {
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
        guard let marker = AMF0Marker(rawValue: byte) else {
            throw DecodeError(.invalid(what: "AMF0 marker", value: UInt64(byte)), at: start)
        }
        switch marker {
        case .number: return .number(try reader.double())
        case .boolean: return .boolean(try reader.u8() != 0)
        case .string: return .string(try text(.value, from: &reader))
        case .longString: return .string(try longText(from: &reader))
        case .null: return .null
        case .undefined: return .undefined
        case .unsupported: return .unsupported
        case .reference: return try reference(from: &reader)
        case .date: return .date(milliseconds: try reader.double(), timeZone: Int16(bitPattern: try reader.u16()))
        case .xml: return .xml(try longText(from: &reader))
        case .avmPlus: return .avmPlus(amf3.next(from: &reader))
        case .object, .typedObject, .ecmaArray, .strictArray:
            try progress.enter(at: start)
            defer { progress.leave() }
            return try container(marker, from: &reader)
        }
    }

    private func reference(from reader: inout ByteReader) throws(DecodeError) -> AMFValue {
        let index = Int(try reader.u16())
        return index < complexValues ? .reference(index) : .badReference(index)
    }

    private mutating func text(
        _ role: AMFTextPlace.Role, from reader: inout ByteReader
    ) throws(DecodeError) -> AMFText {
        try text(role, of: Int(try reader.u16()), from: &reader)
    }

    private mutating func longText(from reader: inout ByteReader) throws(DecodeError) -> AMFText {
        try text(.value, of: Int(try reader.u32()), from: &reader)
    }

    private mutating func text(
        _ role: AMFTextPlace.Role, of count: Int, from reader: inout ByteReader
    ) throws(DecodeError) -> AMFText {
        let start = reader.position
        let bytes = try reader.array(count)
        progress.noteText(role, from: start, to: reader)
        return AMFText(bytes: bytes)
    }

    // MARK: Containers

    /// The types that enter the reference table, each before its members do (AMF0 § 2.9).
    private mutating func container(
        _ marker: AMF0Marker, from reader: inout ByteReader
    ) throws(DecodeError) -> AMFValue {
        let className = marker == .typedObject ? try text(.className, from: &reader) : nil
        let count = marker == .ecmaArray || marker == .strictArray ? try reader.u32() : nil
        complexValues += 1
        guard let count else {
            let (members, isTerminated) = members(from: &reader)
            return .object(AMFObject(className: className, members: members, isTerminated: isTerminated))
        }
        if marker == .strictArray { return .array(try elements(count, from: &reader)) }
        let (members, isTerminated) = members(exactCount: Int(count), from: &reader)
        return .ecmaArray(AMFECMAArray(declaredCount: count, members: members, isTerminated: isTerminated))
    }

    private mutating func elements(
        _ count: UInt32, from reader: inout ByteReader
    ) throws(DecodeError) -> [AMFValue] {
        // Each element takes a byte or more.
        guard Int(count) <= reader.remaining else {
            throw DecodeError(.truncated(needed: Int(count), available: reader.remaining), at: reader.position)
        }
        var elements: [AMFValue] = []
        while elements.count < Int(count), progress.failure == nil {
            elements.append(next(from: &reader))
        }
        return elements
    }

    /// Names and values up to the end marker, the end of the payload, or what cannot be read.
    private mutating func members(
        exactCount: Int? = nil, from reader: inout ByteReader
    ) -> (members: [AMFMember], isTerminated: Bool) {
        var members: [AMFMember] = []
        while !reader.isAtEnd {
            if let exactCount, exactCount > 0, members.count == exactCount, !continues(reader) {
                return (members, false)
            }
            let start = reader.position
            do throws(DecodeError) {
                let name = try text(.name, from: &reader)
                if name.isEmpty, reader.peek() == AMF0Marker.objectEnd {
                    try reader.skip(1)
                    return (members, true)
                }
                progress.trace?.begin(name.string)
                members.append(AMFMember(name: name, value: next(from: &reader)))
                progress.trace?.end()
            } catch {
                progress.stop(error, from: start, &reader)
            }
            if progress.failure != nil { break }
        }
        return (members, false)
    }

    /// Whether an ECMA array that has all the members it declared goes on, with its end marker or with another member.
    ///
    /// Old encoders send exact counts and no end marker. What follows their array is another value, or a name of
    /// the object around it, which cannot be told from a name of the array.
    private func continues(_ reader: borrowing ByteReader) -> Bool {
        guard let high = reader.peek(0), let low = reader.peek(1) else { return reader.peek(0) == 0 }
        let length = Int(high) << 8 | Int(low)
        guard length > 0 else {
            return (reader.peek(2) ?? AMF0Marker.objectEnd) == AMF0Marker.objectEnd
        }
        guard let byte = reader.peek(2 + length), AMF0Marker(rawValue: byte) != nil else { return false }
        for distance in 2..<(2 + length) {
            guard let character = reader.peek(distance), character >= 0x20 else { return false }
        }
        return true
    }
}
