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

    /// Everything that is known, in the names of the JSON contract.
    public var fields: [Field] {
        var fields: [Field] = []
        if let codec { fields.append(Field("codec", .text(codec.name))) }
        if let fourCC { fields.append(Field("fourcc", .text(fourCC.text))) }
        if let frameType { fields.append(Field("frame", .text(frameType.name))) }
        if let packet { fields.append(Field("packet", .text(packet.name))) }
        if let command { fields.append(Field("command", .text(command.name))) }
        if frameType != nil { fields.append(Field("enhanced", .flag(isEnhanced))) }
        if let codecID { fields.append(Field("codec_id", .integer(Int(codecID)))) }
        fields += enhanced?.fields ?? []
        fields += body.fields
        if multitrack != nil { fields.append(Field("tracks", .list(tracks.map { .record($0.fields) }))) }
        if let problem { fields.append(Field("problem", .text(problem.description))) }
        return fields
    }
}
