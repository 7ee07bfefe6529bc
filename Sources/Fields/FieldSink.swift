/// Takes fields one after the other, in the order a reader wants them.
///
/// A `FieldList` keeps them; a renderer may write them down at once, which for what comes with every frame spares the
/// list and its strings. What is given to a sink is said once, in `FieldSource.writeFields(to:)`.
public protocol FieldSink: ~Copyable {
    /// Takes a field that is true or false.
    mutating func flag(_ name: StaticString, _ value: Bool)
    /// Takes a field that is a whole number.
    mutating func integer(_ name: StaticString, _ value: Int)
    /// Takes a field that is text.
    mutating func text(_ name: StaticString, _ value: String)
    /// Takes a field of any kind.
    mutating func field(_ name: StaticString, _ value: FieldValue)
    /// Takes a field that is a list of records; `write` gives the fields of an element's record.
    mutating func records<Elements: Collection>(
        _ name: StaticString, of elements: Elements, _ write: (Elements.Element, inout Self) -> Void)
}
