import Fields
import Media
import RTMP

// From what is known of each kind of thing to what is told of it.
extension KnowledgeEntry {
    init(_ rule: any Rule.Type) {
        let explanation = rule.explanation
        self.init(
            .rule, rule.id, rule.title, facts: [Field("severity", .text(rule.severity.rawValue))],
            [
                (.meaning, explanation.meaning), (.consequence, explanation.consequence), (.fix, explanation.fix),
                (.tolerance, explanation.tolerance), (.specification, explanation.specification),
            ])
        references = explanation.references
    }

    init(_ code: StatusCode) {
        let spellings = StatusSpelling.all.filter { $0.code == code.code }
        let notes = spellings.map {
            $0.isMisspelt
                ? "\($0.text), met from \($0.sender), is a misspelling of it."
                : "\($0.text), met from \($0.sender), stands for the same."
        }
        self.init(
            .statusCode, code.code, code.meaning,
            facts: [Field("level", .text(code.level.rawValue)), Field("sender", .text(code.carrier.words))],
            [(.meaning, ([Self.sentence(code.meaning)] + notes).joined(separator: " ")), (.advice, code.advice)])
        otherNames = spellings.map(\.text)
        // "Publish.BadName", and "BadName" where no other code ends so.
        let parts = code.code.split(separator: ".")
        if parts.count > 2 { otherNames.append(parts.dropFirst().joined(separator: ".")) }
        let last = parts.last.map(String.init) ?? ""
        if StatusCode.all.count(where: { $0.code.hasSuffix(".\(last)") }) == 1 { otherNames.append(last) }
    }

    init(_ type: MessageTypeKnowledge) {
        let number = Int(type.type.rawValue)
        self.init(
            .messageType, type.name, type.meaning,
            facts: [
                Field("number", .integer(number)), Field("json_type", type.type.name.map { .text($0) } ?? .null),
            ],
            [
                (.meaning, type.meaning), (.payload, type.payload), (.practice, type.practice),
                (.specification, type.specification),
            ])
        numbers = [number]
        otherNames = [type.type.name].compactMap(\.self)
        // "AMF0 command" for "Command (AMF0)".
        let words = type.name.split { " ()".contains($0) }.map(String.init)
        if let last = words.last, last.hasPrefix("AMF") {
            otherNames.append(([last] + words.dropLast()).joined(separator: " "))
            if last == "AMF0" { otherNames.append("\(words.dropLast().joined(separator: " ")) message") }
        }
        // As the timeline has it.
        if type.type == .windowAcknowledgementSize { otherNames.append("window ack size") }
        if type.type == .acknowledgement { otherNames.append("ack") }
    }

    init(_ event: UserControlKnowledge) {
        let number = Int(event.event.rawValue)
        self.init(
            .userControlEvent, event.name, event.meaning,
            facts: [
                Field("number", .integer(number)),
                Field("sender", .text(event.sender == "both" ? "either side" : "the \(event.sender)")),
            ],
            [
                (.meaning, event.meaning), (.payload, event.payload), (.practice, event.practice),
                (.specification, event.specification),
            ])
        numbers = [number]
    }

    init(_ knowledge: CodecKnowledge) {
        let codec = knowledge.codec
        let isVideo = codec.kind == .video
        let word = isVideo ? "CodecID" : "SoundFormat"
        var facts = [Field("media", .text(isVideo ? "video" : "audio"))]
        if let fourCC = codec.fourCC { facts.append(Field("fourcc", .text(fourCC.text))) }
        if !codec.legacyIDs.isEmpty {
            facts.append(Field("legacy_ids", .list(codec.legacyIDs.map { .integer(Int($0)) })))
        }
        let numbered =
            codec.legacyIDs.isEmpty
            ? "" : "\(word) \(codec.legacyIDs.map(String.init).joined(separator: " and "))"
        let naming: String =
            switch (codec.fourCC, numbered.isEmpty) {
            case (let fourCC?, true): "FourCC \(fourCC) in Enhanced RTMP, letter case included; it has no legacy number"
            case (let fourCC?, false):
                "FourCC \(fourCC) in Enhanced RTMP, letter case included; \(numbered) in the legacy header"
                    + (knowledge.hasUnofficialNumber ? ", an extension of no specification" : "")
            case (nil, _): "\(numbered) in the legacy header; Enhanced RTMP has no name for it"
            }
        self.init(
            .codec, knowledge.name, knowledge.title, facts: facts,
            [
                (.meaning, naming), (.payload, knowledge.payload), (.practice, knowledge.practice),
                (.specification, knowledge.specification),
            ])
        numbers = codec.legacyIDs.map(Int.init)
        otherNames = [codec.name] + Self.aliases[codec.name, default: []]
        for id in codec.legacyIDs {
            otherNames += isVideo ? ["video \(id)", "codec id \(id)"] : ["audio \(id)", "sound format \(id)"]
        }
    }

    private static let aliases: [String: [String]] = [
        "h264": ["avc", "h.264"], "hevc": ["h265", "h.265"], "vvc": ["h266", "h.266"], "ac-3": ["ac3"],
        "e-ac-3": ["eac3"], "sorenson": ["flv1", "h263"],
    ]
}
