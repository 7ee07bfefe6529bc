import AMF
import Dissection
import Media
import RTMP

extension MessageText {
    mutating func command(_ command: Command, _ event: MessageEvent) {
        let title = command.name.string.isEmpty ? "(unnamed command)" : command.name.string
        name.append(StyledText.untrusted(title, .name))
        if let id = command.transactionID, id != 0 { name(" #\(AMFValue.number(id).summary())", .plain) }
        if let answer = event.answer {
            item("answers \(answer.name.escapedForTerminal) after \(Quantities.duration(answer.latency))")
        }
        let hasStatus = status(command.status)
        switch command.name.string {
        case "connect": connect(command)
        case "_result" where event.answer?.name == "createStream":
            arguments(command.arguments.filter { $0 != .null && $0.number == nil })
            if let id = command.arguments.lazy.compactMap(\.number).first { item("stream \(id.plainDescription)") }
        case "deleteStream":
            if let id = command.arguments.lazy.compactMap(\.number).first { item("stream \(id.plainDescription)") }
        case "_result", "_error", "onStatus":
            // The status is told; what else an info object has is told behind it.
            arguments(
                command.arguments.filter { $0 != .null }, skipping: Self.capabilityKeys.union(Self.statusKeys))
            capabilities(of: command)
        default:
            arguments(
                command.arguments.count > 1 ? Array(command.arguments.drop { $0 == .null }) : [],
                skipping: hasStatus ? Self.statusKeys : [])
        }
        if let problem = command.problem { item("AMF \(problem)", .warning) }
        if command.trailing > 0, command.problem == nil { item("\(command.trailing) bytes behind it", .warning) }
    }

    static let statusKeys: Set<String> = ["level", "code", "description"]

    /// Tells a status by its code, in the colour of its level; `false` where there is none.
    mutating func status(_ status: Status?) -> Bool {
        guard let status else { return false }
        var text = StyledText()
        let style: TextStyle =
            switch status.level {
            case "error": .bad
            case "warning": .warning
            default: .good
            }
        text.append(StyledText.untrusted(status.code ?? "(no code)", style))
        if let level = status.level, level != "status" { text.append(StyledText.untrusted(" \(level)", style)) }
        items.append(text)
        if let description = status.description, !description.isEmpty {
            items.append(StyledText(description.quotedForTerminal))
        }
        return true
    }

    /// What matters first; then the rest, since a server may choke on any of it.
    private mutating func connect(_ command: Command) {
        guard let properties = command.arguments.first else { return }
        let first = ["app", "tcUrl", "type", "flashVer"]
        for key in first {
            guard let text = properties[key]?.text else { continue }
            item(key, untrusted: key == "app" ? "\"\(text)\"" : text)
        }
        arguments([properties], skipping: Self.capabilityKeys.union(first))
        for line in ConnectCapabilities(properties).lines { items.append(StyledText.untrusted(line)) }
        arguments(Array(command.arguments.dropFirst()))
    }

    /// Properties that `ConnectCapabilities` spells out bit by bit.
    private static let capabilityKeys: Set<String> = [
        "fourCcList", "videoFourCcInfoMap", "audioFourCcInfoMap", "capsEx", "audioCodecs", "videoCodecs",
        "videoFunction",
    ]

    private mutating func capabilities(of command: Command) {
        guard command.name.string != "onStatus", let properties = command.arguments.first else { return }
        for line in ConnectCapabilities(properties).lines { items.append(StyledText.untrusted(line)) }
    }

    /// Objects are opened into `key value` items; other values stand as they are.
    mutating func arguments(_ values: [AMFValue], skipping: Set<String> = []) {
        for value in values {
            if let members = value.members {
                for member in members where !skipping.contains(member.name.string) {
                    var text = StyledText("\(member.name.string.escapedForTerminal) ", .faint)
                    text.append(member.value.summary(maxLength: 120))
                    items.append(text)
                }
            } else {
                item(value.summary(maxLength: 120))
            }
        }
    }
}
