import AMF

/// What an `onMetaData` said, kept until the flow ends, in a tenth of the room.
struct PackedMetadata {
    private enum Form {
        case packed([UInt8])
        /// It cannot be packed, since more than numbers, flags and texts are in it.
        indirect case whole(AMFValue)
    }

    /// The first byte: what they are the members of. For an array, its count follows where it is not that of its members.
    private enum Container {
        static let isArray: UInt8 = 1
        static let isTerminated: UInt8 = 2
        static let hasCount: UInt8 = 4
    }

    /// What stands before a value that is no number.
    private enum Mark {
        static let no = PackedNumber.last + 1
        static let yes = no + 1
        static let text = no + 2
    }

    private let form: Form

    init(_ value: AMFValue) {
        form = Self.pack(value).map { .packed($0.fitted) } ?? .whole(value)
    }

    var value: AMFValue {
        switch form {
        case .packed(let bytes): Self.unpack(bytes)
        case .whole(let value): value
        }
    }

    private static func pack(_ value: AMFValue) -> [UInt8]? {
        var bytes: [UInt8] = []
        let members: [AMFMember]
        switch value {
        case .object(let object) where object.className == nil:
            bytes.append(object.isTerminated ? Container.isTerminated : 0)
            members = object.members
        case .ecmaArray(let array):
            let hasCount = array.declaredCount != array.members.count
            bytes.append(
                Container.isArray | (array.isTerminated ? Container.isTerminated : 0)
                    | (hasCount ? Container.hasCount : 0))
            if hasCount { bytes.append(varint: UInt64(array.declaredCount)) }
            members = array.members
        default:
            return nil
        }
        for member in members {
            bytes.append(word: member.name.bytes)
            switch member.value {
            case .number(let number):
                bytes.append(number: number)
            case .boolean(let flag):
                bytes.append(flag ? Mark.yes : Mark.no)
            case .string(let text):
                bytes.append(Mark.text)
                bytes.append(word: text.bytes)
            default:
                return nil
            }
        }
        return bytes
    }

    private static func unpack(_ bytes: [UInt8]) -> AMFValue {
        var reader = PackedReader(bytes)
        let container = reader.byte()
        let count = container & Container.hasCount != 0 ? UInt32(truncatingIfNeeded: reader.varint()) : nil
        var members: [AMFMember] = []
        while !reader.isAtEnd {
            let name = AMFText(bytes: reader.word())
            let mark = reader.byte()
            let value: AMFValue =
                switch mark {
                case Mark.no: .boolean(false)
                case Mark.yes: .boolean(true)
                case Mark.text: .string(AMFText(bytes: reader.word()))
                default: .number(reader.number(mark))
                }
            members.append(AMFMember(name: name, value: value))
        }
        let isTerminated = container & Container.isTerminated != 0
        return container & Container.isArray == 0
            ? .object(AMFObject(members: members, isTerminated: isTerminated))
            : .ecmaArray(
                AMFECMAArray(
                    declaredCount: count ?? UInt32(members.count), members: members, isTerminated: isTerminated))
    }
}
