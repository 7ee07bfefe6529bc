/// An AMF3 array (marker 09) that has named members beside its elements. Without them it is `AMFValue.array`.
public struct AMF3Array: Equatable, Sendable {
    /// The associative part, which comes first on the wire (AMF3 § 3.11).
    public var members: [AMFMember]
    /// The dense part.
    public var elements: [AMFValue]

    /// An array of named members and elements.
    public init(members: [AMFMember], elements: [AMFValue]) {
        self.members = members
        self.elements = elements
    }

    /// The value of the first member of that name.
    public subscript(name: String) -> AMFValue? { members[name] }
}
