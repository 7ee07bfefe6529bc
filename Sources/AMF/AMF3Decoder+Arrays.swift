import Bytes

extension AMF3Decoder {
    /// The named members come before the elements, whose count comes before both (AMF3 § 3.11).
    mutating func array(_ count: Int, from reader: inout ByteReader) throws(DecodeError) -> AMFValue {
        try Self.require(count, of: 1, in: reader)
        let (members, _) = namedMembers(from: &reader)
        let elements = elements(count, from: &reader)
        return members.isEmpty ? .array(elements) : .mixedArray(AMF3Array(members: members, elements: elements))
    }

    mutating func objectVector(_ count: Int, from reader: inout ByteReader) throws(DecodeError) -> AMFValue {
        try reader.skip(1)
        let className = try name(.className, from: &reader)
        try Self.require(count, of: 1, in: reader)
        return .objectVector(className: className, elements(count, from: &reader))
    }

    mutating func dictionary(_ count: Int, from reader: inout ByteReader) throws(DecodeError) -> AMFValue {
        // Whether its keys are weak says something about the sender's memory only.
        try reader.skip(1)
        try Self.require(count, of: 2, in: reader)
        var entries: [AMFDictionaryEntry] = []
        while entries.count < count, progress.failure == nil {
            let key = next(from: &reader)
            let value = progress.failure == nil ? next(from: &reader) : .truncated(0)
            entries.append(AMFDictionaryEntry(key: key, value: value))
        }
        return .dictionary(entries)
    }

    private mutating func elements(_ count: Int, from reader: inout ByteReader) -> [AMFValue] {
        var elements: [AMFValue] = []
        while elements.count < count, progress.failure == nil {
            elements.append(next(from: &reader))
        }
        return elements
    }

    // MARK: Vectors of numbers

    // The byte in front of the numbers tells whether the sender's vector could grow.

    func intVector(_ count: Int, from reader: inout ByteReader) throws(DecodeError) -> [Int32] {
        try reader.skip(1)
        try Self.require(count, of: 4, in: reader)
        var numbers: [Int32] = []
        while numbers.count < count { numbers.append(Int32(bitPattern: try reader.u32())) }
        return numbers
    }

    func uintVector(_ count: Int, from reader: inout ByteReader) throws(DecodeError) -> [UInt32] {
        try reader.skip(1)
        try Self.require(count, of: 4, in: reader)
        var numbers: [UInt32] = []
        while numbers.count < count { numbers.append(try reader.u32()) }
        return numbers
    }

    func doubleVector(_ count: Int, from reader: inout ByteReader) throws(DecodeError) -> [Double] {
        try reader.skip(1)
        try Self.require(count, of: 8, in: reader)
        var numbers: [Double] = []
        while numbers.count < count { numbers.append(try reader.double()) }
        return numbers
    }

    /// Refuses a count whose items, of at least `size` bytes each, cannot all be there.
    /// A count has at most 28 bits, so the product cannot overflow.
    static func require(_ count: Int, of size: Int, in reader: borrowing ByteReader) throws(DecodeError) {
        guard count * size <= reader.remaining else {
            throw DecodeError(.truncated(needed: count * size, available: reader.remaining), at: reader.position)
        }
    }
}
