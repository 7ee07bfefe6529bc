/// An AMF3 object whose bytes only its class can read (AMF3 § 3.12).
public struct AMFExternalizable: Equatable, Sendable {
    /// The name, or alias, under which the class is registered.
    public var className: AMFText
    /// What a class of known layout wrote, in wire order and under the names of its source code.
    public var values: [AMFMember]
    /// For a class of unknown layout: everything up to the end of the payload, which nobody else can delimit.
    public var remainder: [UInt8]

    /// An object of a class of known layout (`values`) or of unknown layout (`remainder`).
    public init(className: AMFText, values: [AMFMember] = [], remainder: [UInt8] = []) {
        self.className = className
        self.values = values
        self.remainder = remainder
    }

    /// The first value of that name.
    public subscript(name: String) -> AMFValue? { values[name] }
}
