import AMF
import Dissection
import RTMP

/// What commands say: status first, then arguments under the names that the specification has for them.
extension FlowDraft {
    func note(_ command: Command, _ told: MessageEvent, _ event: Event) {
        let name = command.name.string
        var kind = TranscriptSpelling.commandName(name)
        var call = name
        var fields: [TranscriptField] = []
        if let answer = told.answer {
            switch name {
            case "_result": kind = "result of \(TranscriptSpelling.name(answer.name))"
            case "_error": kind = "error of \(TranscriptSpelling.name(answer.name))"
            default: fields.append(TranscriptField("answers", .label(answer.name)))
            }
            if name == "_result" || name == "_error" { call = "result of \(answer.name)" }
        }
        fields = status(of: command) + fields + arguments(of: command, call)
        if command.trailing > 0 { fields.append(number("undecoded", command.trailing)) }
        if let id = command.transactionID { fields.append(TranscriptField("transaction", amf.number(id))) }
        say(event, kind, fields + ids(told.message))
    }

    private func status(of command: Command) -> [TranscriptField] {
        guard let status = command.status else { return [] }
        return [("code", status.code), ("level", status.level), ("description", status.description)].compactMap {
            name, value in
            value.map { amf.field(name, .string(AMFText($0))) }
        }
    }

    private func arguments(of command: Command, _ call: String) -> [TranscriptField] {
        var values = command.arguments.prefix(limits.fields)
        var fields: [TranscriptField] = []
        let opensObjects = call == "connect" || call == "result of connect"
        // The first value is the command object, null in most; some senders leave it out.
        if let first = values.first {
            switch first {
            case .null, .undefined: values.removeFirst()
            default:
                if let members = first.members, opensObjects || !Self.isStatus(first) {
                    fields += opensObjects ? amf.fields(members) : [amf.field("object", first)]
                    values.removeFirst()
                }
            }
        }
        var names = Self.argumentNames[call, default: []][...]
        for value in values {
            if let members = value.members, opensObjects || Self.isStatus(value) {
                fields += amf.fields(members.filter { !Self.statusNames.contains($0.name.string) })
            } else {
                fields.append(argument(names.popFirst() ?? "argument", value, call))
            }
        }
        return fields
    }

    private func argument(_ name: String, _ value: AMFValue, _ call: String) -> TranscriptField {
        var field = amf.field(name, value)
        // Where the player stood when somebody pressed the key; what a bandwidth check measured.
        if name == "position" || Self.measuring.contains(call) { field.keeping = .pattern(.any) }
        return field
    }

    private static func isStatus(_ value: AMFValue) -> Bool { value["code"] != nil || value["level"] != nil }

    private static let statusNames: Set<String> = ["code", "level", "description"]

    private static let measuring: Set<String> = ["onBWCheck", "_onbwcheck", "_onbwdone", "result of onBWCheck"]

    /// RTMP 1.0 § 7.2, and what peers call besides.
    private static let argumentNames: [String: [String]] = [
        "publish": ["name", "type"],
        "play": ["name", "start", "duration", "reset"],
        "pause": ["pause", "position"], "pauseRaw": ["pause", "position"],
        "seek": ["position"],
        "deleteStream": ["stream_id"], "closeStream": ["stream_id"], "initStream": ["stream_id"],
        "receiveAudio": ["receive"], "receiveVideo": ["receive"],
        "releaseStream": ["name"], "FCPublish": ["name"], "FCUnpublish": ["name"], "FCSubscribe": ["name"],
        "FCUnsubscribe": ["name"], "getStreamLength": ["name"], "onFCSubscribe": ["name"], "onFCPublish": ["name"],
        "result of createStream": ["stream_id"], "result of getStreamLength": ["seconds"],
    ]
}
