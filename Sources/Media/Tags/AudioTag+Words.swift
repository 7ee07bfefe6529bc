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
}

extension AudioTag: FieldSource {
    public func writeFields(to sink: inout some FieldSink & ~Copyable) {
        if isSilence { sink.flag("silence", true) }
        if let codecID {
            if let codec { sink.text("codec", codec.name) }
            if let fourCC { sink.text("fourcc", fourCC.text) }
            if let packet { sink.text("packet", packet.name) }
            sink.flag("enhanced", isEnhanced)
            if !isEnhanced { sink.integer("codec_id", Int(codecID)) }
            if let sound {
                sink.integer("sound_rate", sound.sampleRate)
                sink.integer("sound_size", sound.sampleSize)
                sink.text("sound_type", sound.typeCode == 0 ? "mono" : "stereo")
            }
            if let legacyID {
                if let rate = legacyID.sampleRate { sink.integer("sample_rate", rate) }
                if let channels = legacyID.channels { sink.integer("channels", channels) }
            }
            enhanced?.writeFields(to: &sink)
            body.writeFields(to: &sink)
            if multitrack != nil { sink.records("tracks", of: tracks) { $0.writeFields(to: &$1) } }
        }
        if let problem { sink.text("problem", problem.description) }
    }
}
