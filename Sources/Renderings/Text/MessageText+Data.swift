import AMF
import Media
import RTMP

extension MessageText {
    mutating func data(_ data: DataMessage, _ message: Message) {
        let summary = data.summary
        name.append(StyledText.untrusted(summary.title, .name))
        // Metadata may have a "level" as well: that of H.264.
        if let info = Status(in: summary.arguments), info.code != nil, status(info) {
            arguments(summary.arguments, skipping: Self.statusKeys)
        } else {
            for phrase in summary.text.split(separator: " · ") {
                items.append(StyledText.untrusted(String(phrase)))
            }
        }
        if let problem = data.problem { item("AMF \(problem)", .warning) }
    }

    mutating func sharedObject(_ object: SharedObject) {
        name("shared object")
        items.append(StyledText(object.name.string.quotedForTerminal))
        item("version \(object.version)\(object.persistence == 2 ? " persistent" : "")")
        for event in object.events {
            var text = StyledText(event.kind.name)
            for slot in event.slots {
                text.append(" ")
                text.append(StyledText.untrusted(slot.name.string))
                if let value = slot.value { text.append(" = \(value.summary(maxLength: 60))") }
            }
            for value in event.values { text.append(" \(value.summary(maxLength: 60))") }
            if event.problem != nil { text.append(" (not readable)", .warning) }
            items.append(text)
        }
        if let problem = object.problem { item("\(problem)", .warning) }
    }

    mutating func aggregate(_ aggregate: Aggregate) {
        name("aggregate")
        let audio = aggregate.messages.count { $0.type == .audio }
        let video = aggregate.messages.count { $0.type == .video }
        let rest = aggregate.messages.count - audio - video
        var parts = [(video, "video"), (audio, "audio"), (rest, "other")].filter { $0.0 > 0 }.map { "\($0.1) ×\($0.0)" }
        if let first = aggregate.messages.first, let last = aggregate.messages.last {
            parts.append("\(first.timestamp) … \(last.timestamp) ms")
        }
        item(parts.joined(separator: ", "))
        if let problem = aggregate.problem { item("\(problem)", .warning) }
    }
}
