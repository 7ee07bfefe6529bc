/// What has fields to show: names those that it has, and a sink takes them.
public protocol FieldSource {
    /// Gives the sink everything that is known, in the names of the JSON contract.
    func writeFields(to sink: inout some FieldSink & ~Copyable)
}

extension FieldSource {
    /// Everything that is known, in the names of the JSON contract.
    public var fields: [Field] {
        var list = FieldList()
        writeFields(to: &list)
        return list.fields
    }
}
