import Dissection
import Transcripts

/// What it tells that a field differs.
extension Weight {
    static func ofField(_ path: String, _ a: TranscriptValue?, _ b: TranscriptValue?, in step: Step) -> Weight {
        let name = path.split(separator: ".").last.map(String.init) ?? path
        if name == "undecoded" || name == "type_id" { return .telling }
        switch step.meaning {
        case .handshake: return ofHandshake(name, a, b)
        case .call(let call): return ofArgument(name, a, b, call: call, step)
        case .answer: return ofAnswer(name, a, b)
        case .status: return name == "level" ? .telling : .minor
        case .data: return ["videocodecid", "audiocodecid"].contains(name.lowercased()) ? .telling : .minor
        case .sequenceHeader: return configuring.contains(name) ? .telling : .minor
        case .media: return ofMedia(name, a, b)
        case .end: return name == "by" ? .telling : .minor
        case .control: return .minor
        }
    }

    /// Of a csid: peers should take any, and some do not.
    static func ofChunkStream(in step: Step) -> Weight {
        step.entry.topic == .command ? .telling : .minor
    }

    private static func ofHandshake(_ name: String, _ a: TranscriptValue?, _ b: TranscriptValue?) -> Weight {
        switch name {
        case "version", "kind": return .telling
        case "bytes": return .decisive
        case "answer":
            let words = [a?.string, b?.string]
            return words.contains("unrelated") || words.contains("partial-echo") ? .telling : .minor
        default: return .minor
        }
    }

    private static func ofArgument(
        _ name: String, _ a: TranscriptValue?, _ b: TranscriptValue?, call: String, _ step: Step
    ) -> Weight {
        if step.direction == .serverToClient { return .minor }
        // What a stream and an application are called is for their owner to say; how they are written is not.
        if named.contains(name) { return shape(a) == shape(b) ? .minor : .telling }
        if call == "connect" { return telltale(name) || !describing.contains(name) ? .telling : .minor }
        return step.phase == .teardown ? .minor : .telling
    }

    private static func ofAnswer(_ name: String, _ a: TranscriptValue?, _ b: TranscriptValue?) -> Weight {
        if name == "level" { return [a, b].contains(.text("error")) ? .decisive : .telling }
        return telltale(name) ? .telling : .minor
    }

    private static func ofMedia(_ name: String, _ a: TranscriptValue?, _ b: TranscriptValue?) -> Weight {
        switch name {
        case "codec", "timestamps": return .telling
        // How long somebody published is not for peers to say; that nothing came is.
        case "frames", "key_frames": return (a == .number(0)) != (b == .number(0)) ? .telling : .trivial
        default: return .trivial
        }
    }

    private static let named: Set<String> = ["app", "tcUrl", "name"]

    /// Members of the object of connect that only describe.
    private static let describing: Set<String> = ["flashVer", "swfUrl", "pageUrl"]

    /// What sides agree by.
    private static func telltale(_ name: String) -> Bool {
        ["objectEncoding", "capsEx", "fourCcList", "videoFourCcInfoMap", "audioFourCcInfoMap", "reconnect"]
            .contains(name)
    }

    private static let configuring: Set<String> = [
        "codec", "enhanced", "profile", "level", "tier", "width", "height", "sample_rate", "channels", "bit_depth",
        "chroma_format", "track",
    ]

    /// Slashes at the end, queries, prefixes, ports: with which of them a name is written.
    private static func shape(_ value: TranscriptValue?) -> [Bool] {
        guard let text = value?.string else { return [] }
        let bare = text.prefix { $0 != "?" }
        return [
            text.isEmpty, bare.count < text.count, bare.hasSuffix("/"), bare.hasPrefix("/"),
            bare.hasPrefix("mp4:") || bare.hasPrefix("flv:") || bare.hasPrefix("mp3:"), text.contains("://"),
        ]
    }
}
