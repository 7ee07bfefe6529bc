/// One entry of an AMF3 Dictionary (marker 11), whose keys are values of any type.
public struct AMFDictionaryEntry: Equatable, Sendable {
    /// Of any type; may be a reference.
    public var key: AMFValue
    /// What the key stands for.
    public var value: AMFValue

    /// An entry from its two values.
    public init(key: AMFValue, value: AMFValue) {
        self.key = key
        self.value = value
    }
}
