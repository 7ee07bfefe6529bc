/// What most consumers ask of a value. All of these look through `avmPlus`.
extension AMFValue {
    /// The value of a number or an integer.
    public var number: Double? {
        switch self {
        case .number(let number): number
        case .integer(let integer): Double(integer)
        case .avmPlus(let value): value.number
        default: nil
        }
    }

    /// The value of a string.
    public var text: String? {
        switch self {
        case .string(let text): text.string
        case .avmPlus(let value): value.text
        default: nil
        }
    }

    /// The value of a boolean.
    public var boolean: Bool? {
        switch self {
        case .boolean(let boolean): boolean
        case .avmPlus(let value): value.boolean
        default: nil
        }
    }

    /// The named members of an object, an array or an externalizable object; `nil` for what cannot have any.
    public var members: [AMFMember]? {
        switch self {
        case .object(let object): object.members
        case .ecmaArray(let array): array.members
        case .mixedArray(let array): array.members
        case .externalizable(let object): object.values
        case .avmPlus(let value): value.members
        default: nil
        }
    }

    /// The value of the first member of that name.
    public subscript(name: String) -> AMFValue? { members?[name] }
}
