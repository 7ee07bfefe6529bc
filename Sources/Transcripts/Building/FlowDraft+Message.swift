import AMF
import Dissection
import Fields
import Media
import RTMP

/// What messages other than coded frames say.
extension FlowDraft {
    func note(_ told: MessageEvent, _ event: Event) {
        let message = told.message
        switch message.body {
        case .setChunkSize(let body):
            say(event, "set chunk size", [number("size", Int(body.rawValue))] + ids(message))
        case .windowAcknowledgementSize(let body):
            say(event, "window ack size", [number("size", Int(body.windowSize))] + ids(message))
        case .setPeerBandwidth(let body):
            var fields = [number("size", Int(body.windowSize))]
            if let limit = body.limit { fields.append(TranscriptField("limit", .label(limit.name))) }
            say(event, "set peer bandwidth", fields + ids(message))
        case .abort: count("abort", event)
        case .acknowledgement: count("acknowledgement", event)
        case .userControl(let body): note(body, message, event)
        case .command(let command): note(command, told, event)
        case .data(let data): note(data, message, event)
        case .sharedObject(let object): note(object, message, event)
        case .audio(let tag):
            note("audio sequence header", tag.configuration, tag.codec, tag.isEnhanced, tag.tracks, message, event)
        case .video(let tag):
            note("video sequence header", tag.configuration, tag.codec, tag.isEnhanced, tag.tracks, message, event)
        case .aggregate: count("aggregate", event)
        case .unknown: count("message type \(message.header.type.rawValue)", event)
        }
    }

    /// What a message's header says; the usual is left out.
    func ids(_ message: Message) -> [TranscriptField] {
        let header = message.header
        var fields: [TranscriptField] = []
        let isControl = header.type.rawValue <= MessageTypeID.setPeerBandwidth.rawValue
        // § 5.4: control messages are sent on message stream 0 and chunk stream 2.
        if header.messageStreamID != 0 { fields.append(number("stream", Int(header.messageStreamID))) }
        if !isControl || header.chunkStreamID != 2 { fields.append(number("csid", header.chunkStreamID)) }
        fields.append(number("fmt", Int(header.format)))
        if [.commandAMF3, .dataAMF3, .sharedObjectAMF3].contains(header.type) {
            fields.append(number("type_id", Int(header.type.rawValue)))
        }
        return fields
    }

    func number(_ name: String, _ value: Int) -> TranscriptField { TranscriptField(name, .number(Double(value))) }

    private func note(_ control: UserControl, _ message: Message, _ event: Event) {
        let kind = control.event.name ?? "user control \(control.event.rawValue)"
        if TranscriptTopic(of: kind) == .ping { return count(kind, event) }
        var fields: [TranscriptField] = []
        switch control.argument {
        case .stream(let id): fields.append(number("stream", Int(id)))
        case .bufferLength(let stream, let milliseconds):
            fields.append(number("stream", Int(stream)))
            fields.append(number("buffer_ms", Int(milliseconds)))
        case .swfVerifyRequest(let byte): fields.append(number("swf_version", Int(byte)))
        case .swfVerifyResponse(let version, let size, _):
            fields.append(number("swf_version", Int(version)))
            fields.append(number("swf_size", Int(size)))
        case .keepalive(let server, let peer):
            fields.append(number("server_keepalive_ms", Int(server)))
            fields.append(number("peer_keepalive_ms", Int(peer)))
        case .timestamp, .synchronization, .none: break
        }
        if !control.surplus.isEmpty { fields.append(TranscriptField("surplus", amf.bytes(control.surplus))) }
        say(event, kind, fields + ids(message).filter { $0.name != "stream" })
    }

    private func note(_ data: DataMessage, _ message: Message, _ event: Event) {
        let summary = data.summary
        let words = [summary.instruction, summary.name].compactMap(\.self).map { TranscriptSpelling.name($0) }
        let name = words.isEmpty ? "*" : words.joined(separator: " ")
        // What comes at a time of its own belongs to the media.
        guard Self.settingHandlers.contains(summary.name ?? "") else { return count("timed data \(name)", event) }
        var fields = summary.arguments.prefix(limits.fields).flatMap { value in
            value.members.map { amf.fields($0) } ?? [amf.field("argument", value)]
        }
        if data.trailing > 0 { fields.append(number("undecoded", data.trailing)) }
        sayOnce(event, "data \(name)", in: "\(message.header.messageStreamID)", fields + ids(message))
    }

    /// Handlers that tell how the stream is, once and for all.
    private static let settingHandlers: Set<String> = [
        "onMetaData", "|RtmpSampleAccess", "onStatus", "onPlayStatus", "@clearDataFrame",
    ]

    private func note(_ object: SharedObject, _ message: Message, _ event: Event) {
        let events: [TranscriptValue] = object.events.prefix(limits.fields).map { happened in
            var fields = [TranscriptField("event", .label(happened.kind.name))]
            for slot in happened.slots.prefix(limits.fields) {
                fields.append(
                    slot.value.map { amf.field(slot.name.string, $0) }
                        ?? TranscriptField("name", amf.text(slot.name.string)))
            }
            fields += happened.values.prefix(limits.fields).map { amf.field("argument", $0) }
            return .record(fields)
        }
        // Versions count the changes of all clients.
        let version = TranscriptField("version", .number(Double(object.version)), .pattern(.any))
        say(
            event, "shared object",
            [
                TranscriptField("name", amf.text(object.name.string)), version,
                TranscriptField("persistent", .word(object.persistence == 2 ? "true" : "false")),
                TranscriptField("events", .list(events)),
            ] + ids(message))
    }

    // MARK: Sequence headers

    private func note(
        _ kind: String, _ configuration: Configuration?, _ codec: Codec?, _ isEnhanced: Bool, _ tracks: [MediaTrack],
        _ message: Message, _ event: Event
    ) {
        let stream = message.header.messageStreamID
        if tracks.isEmpty {
            sayOnce(
                event, kind, in: "\(stream) 0",
                configured(nil, configuration, codec, isEnhanced) + ids(message))
        }
        for track in tracks.prefix(limits.fields) {
            sayOnce(
                event, kind, in: "\(stream) \(track.trackID)",
                configured(track.trackID, track.configuration, track.codec, isEnhanced) + ids(message))
        }
    }

    private func configured(
        _ track: UInt8?, _ configuration: Configuration?, _ codec: Codec?, _ isEnhanced: Bool
    ) -> [TranscriptField] {
        var fields: [TranscriptField] = []
        if let track { fields.append(number("track", Int(track))) }
        fields.append(TranscriptField("codec", .label(codec?.name ?? "unknown")))
        fields.append(TranscriptField("enhanced", .word(isEnhanced ? "true" : "false")))
        // Numbers that stand beside their names, and the parameter sets behind the values, say it twice.
        fields += (configuration?.fields ?? []).compactMap { field in
            if field.name.hasSuffix("_idc") || field.name.hasSuffix("_flags") || field.name == "object_type" {
                return nil
            }
            return amf.value(of: field.value).map { TranscriptField(field.name, $0) }
        }
        return fields
    }
}
