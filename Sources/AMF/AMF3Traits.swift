/// What AMF3 sends once for all objects of a class (AMF3 § 3.12).
struct AMF3Traits {
    /// `nil` when anonymous.
    var className: AMFText?
    var isExternalizable: Bool
    var isDynamic: Bool
    /// Names of the members that every object of the class has, whose values come first and without names.
    var sealedNames: [AMFText]

    /// Bytes of text that a reference to these traits stands for.
    var byteCount: Int {
        sealedNames.reduce(className?.byteCount ?? 0) { $0 + $1.byteCount }
    }
}
