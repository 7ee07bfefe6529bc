/// An ECMA array (AMF0 marker 08): an object with a count in front that encoders fill in as they please.
public struct AMFECMAArray: Equatable, Sendable {
    /// As sent. Only a hint: 0 is common with any number of members (AMF0 § 2.10).
    public var declaredCount: UInt32
    /// In wire order, repeated names included.
    public var members: [AMFMember]
    /// False: the members end with the bytes or, for encoders that send exact counts, after the last one counted.
    public var isTerminated: Bool

    /// An array as it would be sent with that count.
    public init(declaredCount: UInt32, members: [AMFMember] = [], isTerminated: Bool = true) {
        self.declaredCount = declaredCount
        self.members = members
        self.isTerminated = isTerminated
    }

    /// The value of the first member of that name.
    public subscript(name: String) -> AMFValue? { members[name] }
}
