/// One named value of an object or of the associative part of an array.
public struct AMFMember: Equatable, Sendable {
    /// May be empty in AMF0, and may repeat another member's.
    public var name: AMFText
    /// What the name stands for.
    public var value: AMFValue

    /// A member from its name and value.
    public init(name: AMFText, value: AMFValue) {
        self.name = name
        self.value = value
    }
}

extension [AMFMember] {
    /// The value of the first member of that name. Names may repeat on the wire.
    public subscript(name: String) -> AMFValue? {
        // By index: a closure over elements would copy each of them.
        for index in indices where self[index].name.isSent(as: name) { return self[index].value }
        return nil
    }
}
