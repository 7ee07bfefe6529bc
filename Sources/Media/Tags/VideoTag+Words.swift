import Bytes
import Fields

extension VideoTag {
    /// One phrase for a line of text: "h264 sequence header  High@3.1 1280×720", "h264 nalu  key, +40 ms".
    public var summary: String {
        if length == 0 { return "empty" }
        guard let frameType else { return "no first byte" }
        if let command { return "\(codec.map { "\($0.name) " } ?? "")command  \(command.name)" }
        var text = codec?.name ?? fourCC.map { "unknown codec \($0.text)" } ?? ""
        if text.isEmpty, let codecID { text = "unknown codec \(codecID)" }
        if let packet { text += text.isEmpty ? packet.name : " \(packet.name)" }
        var facts: [String] = []
        if isCodedFrames { facts.append(frameType.name) }
        if let size = pictureSize { facts.append("\(size.width)×\(size.height)") }
        facts += self.facts
        if !facts.isEmpty { text += "  \(facts.joined(separator: ", "))" }
        return text
    }

    private var facts: [String] {
        var facts: [String] = []
        if multitrack != nil {
            let list = tracks.map(\.summary).joined(separator: "; ")
            facts.append("\(tracks.count) \(tracks.count == 1 ? "track" : "tracks"): \(list)")
        }
        if let about = body.summary {
            facts.append(about)
        } else if isSequenceHeader, multitrack == nil, length == headerLength {
            facts.append("empty")
        }
        if isCodedFrames, let time = compositionTime, time != 0 { facts.append("\(time > 0 ? "+" : "")\(time) ms") }
        if let offset = timestampOffsetNanoseconds { facts.append("+\(offset) ns") }
        if let problem { facts.append("unreadable \(problem)") }
        return facts
    }
}

extension VideoTag: FieldSource {
    public func writeFields(to sink: inout some FieldSink & ~Copyable) {
        if let codec { sink.text("codec", codec.name) }
        if let fourCC { sink.text("fourcc", fourCC.text) }
        if let frameType { sink.text("frame", frameType.name) }
        if let packet { sink.text("packet", packet.name) }
        if let command { sink.text("command", command.name) }
        if frameType != nil { sink.flag("enhanced", isEnhanced) }
        if let codecID { sink.integer("codec_id", Int(codecID)) }
        enhanced?.writeFields(to: &sink)
        body.writeFields(to: &sink)
        if multitrack != nil { sink.records("tracks", of: tracks) { $0.writeFields(to: &$1) } }
        if let problem { sink.text("problem", problem.description) }
    }
}
