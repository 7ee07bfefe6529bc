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
            json.envelope(event)
            json.body(event.body)
            if let ending {
                json.key("ending")
                json.object { $0.fields(ending.jsonFields) }
            }
        }
    }

    /// What all events have, where they have it.
    private mutating func envelope(_ event: Event) {
        text("event", event.body.jsonName)
        integer("flow", event.flow)
        if let direction = event.direction { text("direction", direction.jsonName) }
        if let index = event.body.messageIndex { integer("index", index) }
        key("time")
        time(event.time)
        key("elapsed")
        seconds(event.elapsed)
        packets(event.firstPacket, event.lastPacket)
        if event.body.isHandshake { integer("packet", event.lastPacket) }
        if let offset = event.offset { integer("offset", offset) }
    }

    /// The packets with the first and the last byte of what is told.
    mutating func packets(_ first: Int, _ last: Int) {
        key("packets")
        object { json in
            json.integer("first", first)
            json.integer("last", last)
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
        header(event.message)
        if let stream = event.stream { text("stream", stream.name) }
        if event.message.missing > 0 { integer("missing", event.message.missing) }
        if !event.message.facts.isEmpty {
            key("facts")
            array { json in event.message.facts.names.forEach { json.string($0) } }
        }
        key(event.message.body.kind)
        object { json in
            json.body(event.message.body, answering: event.answer?.name)
            if let answer = event.answer { json.answer(answer) }
            event.message.frames?.writeFields(to: &json)
        }
        if let payload = event.message.payload {
            key("payload")
            base64(payload)
        }
    }

    private mutating func header(_ message: Message) {
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

extension EventBody {
    fileprivate var messageIndex: Int? { if case .message(let event) = self { event.message.index } else { nil } }

    fileprivate var isHandshake: Bool { if case .handshake = self { true } else { false } }
}
