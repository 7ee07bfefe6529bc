import AMF
import Bytes
import Fields

/// The body of a video message's metadata packet: a name and a value in AMF. Only `colorInfo` is defined.
public struct VideoMetadata: Equatable, Sendable {
    /// `nil` where the first value was no text.
    public var name: String?
    /// `undefined` or an empty object takes back what was said before.
    public var value: AMFValue?
    /// What `colorInfo` says, laid out.
    public var colorInfo: ColorInfo?
    /// Values behind the first two, which no specification has.
    public var rest: [AMFValue]
    /// Why the rest could not be read; `nil` when all of it was.
    public var problem: DecodeError?

    /// Reads the body of a metadata packet to its end.
    public init(from reader: inout ByteReader) {
        let payload = AMFPayload(from: &reader, hasSelector: false)
        name = payload.values.first?.text
        value = payload.values.count > 1 ? payload.values[1] : nil
        rest = Array(payload.values.dropFirst(2))
        problem = payload.error
        if name == "colorInfo" { colorInfo = value.flatMap(ColorInfo.init) }
    }

    /// "colorInfo bt2020 PQ 10-bit", "colorInfo reset"
    public var summary: String {
        var text = name?.escapedForTerminal ?? "without a name"
        if let colorInfo {
            text += " \(colorInfo.summary)"
        } else if let value {
            text += name == "colorInfo" && value.isReset ? " reset" : " \(value.summary(maxLength: 120))"
        }
        if let problem { text += " unreadable \(problem)" }
        return text
    }

    /// Everything that is known, in the names of the JSON contract.
    public var fields: [Field] {
        var fields: [Field] = []
        if let name { fields.append(Field("name", .text(name))) }
        if let value { fields.append(Field("value", .amf(value))) }
        if let colorInfo { fields.append(Field("color", .record(colorInfo.fields))) }
        if !rest.isEmpty { fields.append(Field("rest", .list(rest.map { .amf($0) }))) }
        if let problem { fields.append(Field("problem", .text(problem.description))) }
        return fields
    }
}

extension AMFValue {
    fileprivate var isReset: Bool {
        switch self {
        case .undefined, .null: true
        case .avmPlus(let value): value.isReset
        default: members?.isEmpty ?? false
        }
    }
}
