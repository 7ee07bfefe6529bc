import Bytes
import Fields

extension AudioTag {
    /// One phrase for a line of text: "aac raw", "aac sequence header  LC 44.1 kHz stereo", "silence".
    public var summary: String {
        if isSilence { return "silence" }
        guard let codecID else { return "no first byte" }
        var text = codec?.name ?? fourCC.map { "unknown codec \($0.text)" } ?? ""
        if text.isEmpty, tracks.isEmpty, !isEnhanced { text = "unknown codec \(codecID)" }
        if let packet { text += text.isEmpty ? packet.name : " \(packet.name)" }
        let facts = facts
        if !facts.isEmpty { text += "  \(facts.joined(separator: ", "))" }
        return text
    }

    private var facts: [String] {
        var facts: [String] = []
        if multitrack != nil {
            facts.append("\(tracks.count) \(tracks.count == 1 ? "track" : "tracks"): ")
            facts[0] += tracks.map(\.summary).joined(separator: "; ")
        }
        if let about = body.summary {
            facts.append(about)
        } else if isSequenceHeader, multitrack == nil, length == headerLength {
            facts.append("empty")
        }
        if let frameHeader { facts.append(frameHeader.record.summary) }
        if packet == nil, frameHeader == nil, let sound = soundSummary { facts.append(sound) }
        if hasADTS { facts.append("with an ADTS header") }
        if let offset = timestampOffsetNanoseconds { facts.append("+\(offset) ns") }
        if let problem { facts.append("unreadable \(problem)") }
        return facts
    }

    private var soundSummary: String? {
        guard let sound else { return nil }
        var words: [String] = []
        if let note = legacyID?.note { words.append("\(note)") }
        words.append(Quantity.rate(legacyID?.sampleRate ?? sound.sampleRate))
        if legacyID?.hasSampleSize ?? false { words.append("\(sound.sampleSize)-bit") }
        words.append(Quantity.channels(legacyID?.channels ?? sound.channels))
        return words.joined(separator: " ")
    }

    /// Everything that is known, in the names of the JSON contract.
    public var fields: [Field] {
        var fields: [Field] = []
        if isSilence { fields.append(Field("silence", .flag(true))) }
        guard let codecID else { return fields + problemFields }
        if let codec { fields.append(Field("codec", .text(codec.name))) }
        if let fourCC { fields.append(Field("fourcc", .text(fourCC.text))) }
        if let packet { fields.append(Field("packet", .text(packet.name))) }
        fields.append(Field("enhanced", .flag(isEnhanced)))
        if !isEnhanced { fields.append(Field("codec_id", .integer(Int(codecID)))) }
        if let sound {
            fields.append(Field("sound_rate", .integer(sound.sampleRate)))
            fields.append(Field("sound_size", .integer(sound.sampleSize)))
            fields.append(Field("sound_type", .text(sound.typeCode == 0 ? "mono" : "stereo")))
        }
        if let rate = legacyID?.sampleRate { fields.append(Field("sample_rate", .integer(rate))) }
        if let channels = legacyID?.channels { fields.append(Field("channels", .integer(channels))) }
        fields += enhanced?.fields ?? []
        fields += body.fields
        if multitrack != nil { fields.append(Field("tracks", .list(tracks.map { .record($0.fields) }))) }
        return fields + problemFields
    }

    private var problemFields: [Field] {
        problem.map { [Field("problem", .text($0.description))] } ?? []
    }
}
