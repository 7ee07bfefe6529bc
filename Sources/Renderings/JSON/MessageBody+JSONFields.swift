import AMF
import Fields
import Media
import RTMP

extension MessageBody {
    /// The body's fields, and what they mean where it takes more than the message itself to say so: the capabilities
    /// in `connect` and its answer, the metadata and marks in data messages.
    ///
    /// - Parameter answered: The name of the command that this one answers.
    func jsonFields(answering answered: String? = nil) -> [Field] {
        switch self {
        case .command(let command): fields + command.capabilityFields(answering: answered)
        case .data(let data): fields + data.meaningFields
        case .aggregate(let aggregate): aggregate.jsonFields(fields)
        default: fields
        }
    }
}

extension Command {
    /// E-RTMP servers announce theirs in the properties or in the info object of the answer.
    fileprivate func capabilityFields(answering answered: String?) -> [Field] {
        guard name.string == "connect" || (name.string == "_result" && answered == "connect") else { return [] }
        let fields = arguments.lazy.map { ConnectCapabilities($0).fields }.first { !$0.isEmpty }
        return fields.map { [Field("capabilities", .record($0))] } ?? []
    }
}

extension DataMessage {
    fileprivate var meaningFields: [Field] {
        DataMessageSummary(values: (name.map { [.string($0)] } ?? []) + values).fields
    }
}

extension Aggregate {
    /// `plain` with the bodies of inner messages replaced by what the JSON contract has of them.
    fileprivate func jsonFields(_ plain: [Field]) -> [Field] {
        plain.map { field in
            guard field.name == "messages", case .list(let records) = field.value, records.count == messages.count
            else { return field }
            return Field(
                field.name,
                .list(
                    zip(messages, records).map { inner, record in
                        guard case .record(var fields) = record, fields.last?.name == inner.body.kind else {
                            return record
                        }
                        fields[fields.count - 1].value = .record(inner.body.jsonFields())
                        return .record(fields)
                    }))
        }
    }
}
