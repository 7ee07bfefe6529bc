import AMF
import Bytes
import Fields

/// A command, types 20 and 17, RTMP 1.0 § 7.2: name, transaction id, command object, then any arguments.
///
/// Peers leave out the transaction id or the command object; what is there is kept in order.
public struct Command: Equatable, Sendable {
    /// Empty where the payload did not begin with a string.
    public var name: AMFText
    /// `nil` where the second value is not a number.
    public var transactionID: Double?
    /// The values behind name and transaction id; the first is normally the command object or null.
    public var arguments: [AMFValue]
    /// The format byte of type 17.
    public var selector: UInt8?
    /// Why the payload was not understood to its end.
    public var problem: DecodeError?
    /// Bytes that were not understood.
    public var trailing: Int

    init(_ payload: AMFPayload) {
        var values = payload.values[...]
        if case .string(let text)? = values.first {
            name = text
            values.removeFirst()
        } else {
            name = ""
        }
        if let number = values.first?.number {
            transactionID = number
            values.removeFirst()
        }
        arguments = Array(values)
        selector = payload.selector
        problem = payload.error
        trailing = payload.trailing?.count ?? 0
    }

    /// A transaction id is equal to itself, a NaN too, as in `AMFValue`.
    public static func == (a: Command, b: Command) -> Bool {
        a.name == b.name && a.transactionID?.bitPattern == b.transactionID?.bitPattern && a.arguments == b.arguments
            && a.selector == b.selector && a.problem == b.problem && a.trailing == b.trailing
    }

    /// The info object of an onStatus, `_result` or `_error`.
    public var status: Status? { Status(in: arguments) }

    var fields: [Field] {
        var fields = [Field("name", .text(name.string))]
        if let transactionID { fields.append(Field("transaction_id", .number(transactionID))) }
        fields.append(Field("arguments", .list(arguments.map { .amf($0) })))
        if let status {
            var record: [Field] = []
            if let level = status.level { record.append(Field("level", .text(level))) }
            if let code = status.code { record.append(Field("code", .text(code))) }
            if let description = status.description { record.append(Field("description", .text(description))) }
            fields.append(Field("status", .record(record)))
        }
        if let problem { fields.append(Field("problem", .text("\(problem)"))) }
        return fields
    }
}
