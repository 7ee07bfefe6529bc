import AMF
import Bytes

/// What an `onMetaData` said, kept until the flow ends: as the AMF0 that it came as, which takes a third of the room.
struct PackedMetadata {
    private enum Form {
        case packed([UInt8])
        /// It cannot be packed, since more than numbers, flags and texts are in it.
        indirect case whole(AMFValue)
    }

    private let form: Form

    init(_ value: AMFValue) {
        let bytes = Self.pack(value)
        if let bytes, Self.unpack(bytes) == value { form = .packed(bytes) } else { form = .whole(value) }
    }

    var value: AMFValue {
        switch form {
        case .packed(let bytes): Self.unpack(bytes) ?? .null
        case .whole(let value): value
        }
    }

    private static func unpack(_ bytes: [UInt8]) -> AMFValue? {
        var reader = ByteReader(bytes.span.bytes)
        var decoder = AMF0Decoder()
        let (value, error) = decoder.partialValue(from: &reader)
        return error == nil && reader.isAtEnd ? value : nil
    }

    // AMF0 § 2: a marker, and what follows it.
    private static func pack(_ value: AMFValue) -> [UInt8]? {
        var bytes: [UInt8] = []
        let members: [AMFMember]
        switch value {
        case .object(let object) where object.className == nil:
            bytes.append(0x03)
            members = object.members
        case .ecmaArray(let array):
            bytes.append(0x08)
            bytes.append(bigEndian: array.declaredCount)
            members = array.members
        default:
            return nil
        }
        for member in members {
            guard bytes.append(name: member.name) else { return nil }
            switch member.value {
            case .number(let number):
                bytes.append(0x00)
                bytes.append(bigEndian: number.bitPattern)
            case .boolean(let flag):
                bytes.append(0x01)
                bytes.append(flag ? 1 : 0)
            case .string(let text):
                bytes.append(0x02)
                guard bytes.append(name: text) else { return nil }
            default:
                return nil
            }
        }
        bytes += [0, 0, 0x09]
        // Exactly as long as it is.
        var packed: [UInt8] = []
        packed.reserveCapacity(bytes.count)
        packed += bytes
        return packed
    }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }

    /// - Returns: Whether its length has room in 16 bits.
    fileprivate mutating func append(name: AMFText) -> Bool {
        guard let count = UInt16(exactly: name.byteCount) else { return false }
        append(bigEndian: count)
        append(contentsOf: name.bytes)
        return true
    }
}
