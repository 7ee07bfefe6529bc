import Packets
import AMF
import Diagnostics
import Dissection
import Fields
import Media
import RTMP
import Segments
import Streams

extension JSONWriter {
    /// One event as an object of the JSON contract.
    ///
    /// - Parameter ending: At a flow's end, the reason for it.
    mutating func event(_ event: Event, _ ending: Ending? = nil) {
        object { json in
            json.text("event", event.body.jsonName)
            json.integer("flow", event.flow)
            if let direction = event.direction {
                json.text("direction", direction.jsonName)
            }
            if case .message(let message) = event.body {
                json.integer("index", message.message.index)
            }
            json.key("time")
            json.time(event.time)
            json.key("elapsed")
            json.seconds(event.elapsed)
            json.key("packets")
            json.object { json in
                json.integer("first", event.firstPacket)
                json.integer("last", event.lastPacket)
            }
            if case .handshake = event.body {
                json.integer("packet", event.lastPacket)
            }
            if let offset = event.offset {
                json.integer("offset", offset)
            }
            json.body(event.body)
            if let ending {
                json.key("ending")
                json.object { $0.fields(ending.jsonFields) }
            }
        }
    }

    private mutating func body(_ body: EventBody) {
        switch body {
        case .flow(let opening): self.opening(opening)
        case .prefix(let prefix): fields(prefix.jsonFields)
        case .handshake(let handshake): fields(handshake.jsonFields)
        case .encrypted, .capture: break
        case .message(let message): self.message(message)
        case .chunk(let chunk): fields(chunk.jsonFields)
        case .cut(let cut): fields(cut.jsonFields)
        case .gap(let gap):
            fields([
                Field("length", .integer(gap.length)), Field("cause", .text(gap.cause.jsonName)),
            ])
        case .lost(let loss): fields(loss.jsonFields)
        case .resynchronized(let found): fields(found.jsonFields)
        case .stream(let introduction): fields(introduction.jsonFields)
        case .sideEnded(let how): fields([Field("how", .text(how == .fin ? "fin" : "reset"))])
        case .flowEnd(let end): flowEnd(end)
        }
    }

    private mutating func opening(_ opening: FlowOpening) {
        key("client")
        endpoint(opening.client)
        key("server")
        endpoint(opening.server)
        integer("ip_version", opening.client.address.isIPv6 ? 6 : 4)
        if let layers = opening.encapsulation.summary {
            text("encapsulation", layers)
        }
        text("started", opening.sawSYN ? "syn" : "midstream")
        text("protocol", opening.protocol.name)
        if let detail = opening.detail {
            text("detail", detail)
        }
    }

    private mutating func endpoint(_ endpoint: Endpoint) {
        object { json in
            json.text("address", "\(endpoint.address)")
            json.integer("port", Int(endpoint.port))
        }
    }

    private mutating func message(_ event: MessageEvent) {
        let message = event.message
        let header = message.header
        integer("csid", header.chunkStreamID)
        integer("fmt", Int(header.format))
        integer("chunks", message.chunks)
        integer("timestamp", Int(header.timestamp))
        flag("extended_timestamp", header.hasExtendedTimestamp)
        integer("length", header.length)
        integer("type_id", Int(header.type.rawValue))
        text("type", header.type.name ?? "unknown")
        integer("message_stream_id", Int(header.messageStreamID))
        if let stream = event.stream {
            text("stream", stream.name)
        }
        if message.missing > 0 {
            integer("missing", message.missing)
        }
        if !message.facts.isEmpty {
            key("facts")
            array { json in message.facts.names.forEach { json.string($0) } }
        }
        key(message.body.kind)
        object { json in
            json.body(message.body, answering: event.answer?.name)
            if let answer = event.answer { json.answer(answer) }
            message.frames?.writeFields(to: &json)
        }
        if let payload = message.payload {
            key("payload")
            base64(payload)
        }
    }

    /// Frames write their fields down themselves: there are too many of them to make lists first.
    private mutating func body(_ body: MessageBody, answering answered: String?) {
        switch body {
        case .audio(let tag): tag.writeFields(to: &self)
        case .video(let tag): tag.writeFields(to: &self)
        default: fields(body.jsonFields(answering: answered))
        }
    }

    private mutating func answer(_ answer: MessageEvent.Answer) {
        key("answers")
        object { json in
            json.text("name", answer.name)
            json.integer("index", answer.index)
            json.key("latency")
            json.seconds(answer.latency)
        }
    }

    private mutating func flowEnd(_ end: FlowEnd) {
        text("reason", end.reason.jsonName)
        if let side = end.closedBy {
            text("closed_by", side == .clientToServer ? "client" : "server")
        }
        key("duration")
        seconds(end.last.since(end.first))
        integer("packet_count", end.packets)
        for (name, totals) in zip(["c2s", "s2c"], end.directions) {
            key(name)
            object { $0.fields(totals.jsonFields) }
        }
        fields(end.jsonFields)
    }
}
