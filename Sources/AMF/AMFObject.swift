/// An object of either encoding (AMF0 markers 03 and 10, AMF3 marker 0A), members in the order they were sent.
public struct AMFObject: Equatable, Sendable {
    /// The class name, or `nil` when the object is anonymous.
    public var className: AMFText?
    /// In wire order, repeated names included. AMF3: sealed members first, then the dynamic ones.
    public var members: [AMFMember]
    /// False: the members end where the bytes do, not with an end marker (`00 00 09`, in AMF3 the empty name).
    public var isTerminated: Bool

    /// An object, anonymous and terminated unless told otherwise.
    public init(className: AMFText? = nil, members: [AMFMember] = [], isTerminated: Bool = true) {
        self.className = className
        self.members = members
        self.isTerminated = isTerminated
    }

    /// The value of the first member of that name.
    public subscript(name: String) -> AMFValue? { members[name] }
}
