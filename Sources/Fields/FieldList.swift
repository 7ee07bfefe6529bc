/// Keeps the fields that it is given.
public struct FieldList: FieldSink {
    /// In the order in which they were given.
    public private(set) var fields: [Field] = []

    /// A list of nothing.
    public init() {}

    public mutating func flag(_ name: StaticString, _ value: Bool) { field(name, .flag(value)) }

    public mutating func integer(_ name: StaticString, _ value: Int) { field(name, .integer(value)) }

    public mutating func text(_ name: StaticString, _ value: String) { field(name, .text(value)) }

    public mutating func field(_ name: StaticString, _ value: FieldValue) {
        fields.append(Field(name.description, value))
    }

    public mutating func records<Elements: Collection>(
        _ name: StaticString, of elements: Elements, _ write: (Elements.Element, inout FieldList) -> Void
    ) {
        field(
            name,
            .list(
                elements.map { element in
                    var record = FieldList()
                    write(element, &record)
                    return .record(record.fields)
                }))
    }
}
