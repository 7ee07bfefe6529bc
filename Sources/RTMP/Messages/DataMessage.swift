import AMF
import Bytes
import Fields
import Media

/// A data message, types 18 and 15, RTMP 1.0 § 7.1.2: a handler's name and its values.
public struct DataMessage: Equatable, Sendable {
    /// The first value where it is a string: `@setDataFrame`, `onMetaData` and the like.
    public var name: AMFText?
    /// The values behind the name.
    public var values: [AMFValue]
    public var selector: UInt8?
    public var problem: DecodeError?
    public var trailing: Int

    init(_ payload: AMFPayload) {
        var values = payload.values[...]
        if case .string(let text)? = values.first {
            name = text
            values.removeFirst()
        }
        self.values = Array(values)
        selector = payload.selector
        problem = payload.error
        trailing = payload.trailing?.count ?? 0
    }

    /// What it says, with `@setDataFrame` and the like told apart from the handler's name.
    public var summary: DataMessageSummary {
        DataMessageSummary(values: (name.map { [.string($0)] } ?? []) + values)
    }

    var fields: [Field] {
        var fields: [Field] = []
        if let name { fields.append(Field("name", .text(name.string))) }
        fields.append(Field("values", .list(values.map { .amf($0) })))
        if let problem { fields.append(Field("problem", .text("\(problem)"))) }
        return fields
    }
}
