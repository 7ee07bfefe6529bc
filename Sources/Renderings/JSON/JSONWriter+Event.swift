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
                json.object("ending") { $0.fields(ending.jsonFields) }
            }
        }
    }

    /// What all events have, where they have it.
    private mutating func envelope(_ event: Event) {
        text("event", event.body.jsonName)
        integer("flow", event.flow)
        if let direction = event.direction { text("direction", direction.jsonName) }
        index(event.body)
        time("time", event.time)
        seconds("elapsed", event.elapsed)
        packets(event.firstPacket, event.lastPacket)
        if event.body.isHandshake { integer("packet", event.lastPacket) }
        if let offset = event.offset { integer("offset", offset) }
    }

    /// The index of a message. Not inlined, where it would copy the whole event for its body.
    @inline(never)
    private mutating func index(_ body: EventBody) {
        if case .message(let event) = body { integer("index", event.message.index) }
    }

    /// The packets with the first and the last byte of what is told.
    mutating func packets(_ first: Int, _ last: Int) {
        object("packets") { json in
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
        header(event)
        if let stream = event.stream { text("stream", stream.name) }
        if event.message.missing > 0 { integer("missing", event.message.missing) }
        if !event.message.facts.isEmpty {
            array("facts") { json in event.message.facts.names.forEach { json.string($0) } }
        }
        key(event.message.body.kind)
        object { json in
            json.content(event)
            if let answer = event.answer { json.answer(answer) }
            event.message.frames?.writeFields(to: &json)
        }
        if let payload = event.message.payload { base64("payload", payload) }
    }

    private mutating func header(_ event: MessageEvent) {
        integer("csid", event.message.header.chunkStreamID)
        integer("fmt", Int(event.message.header.format))
        integer("chunks", event.message.chunks)
        integer("timestamp", Int(event.message.header.timestamp))
        flag("extended_timestamp", event.message.header.hasExtendedTimestamp)
        integer("length", event.message.header.length)
        integer("type_id", Int(event.message.header.type.rawValue))
        text("type", event.message.header.type.name ?? "unknown")
        integer("message_stream_id", Int(event.message.header.messageStreamID))
    }

    /// Frames write their fields down themselves: there are too many of them to make lists first.
    private mutating func content(_ event: MessageEvent) {
        switch event.message.body {
        case .audio(let tag): tag.writeFields(to: &self)
        case .video(let tag): tag.writeFields(to: &self)
        default: fields(event.message.body.jsonFields(answering: event.answer?.name))
        }
    }

    private mutating func answer(_ answer: MessageEvent.Answer) {
        object("answers") { json in
            json.text("name", answer.name)
            json.integer("index", answer.index)
            json.seconds("latency", answer.latency)
        }
    }

    private mutating func flowEnd(_ end: FlowEnd) {
        text("reason", end.reason.jsonName)
        if let side = end.closedBy {
            text("closed_by", side == .clientToServer ? "client" : "server")
        }
        seconds("duration", end.last.since(end.first))
        integer("packet_count", end.packets)
        for (name, totals) in zip(["c2s", "s2c"], end.directions) {
            key(name)
            object { $0.fields(totals.jsonFields) }
        }
        fields(end.jsonFields)
    }
}

extension EventBody {
    fileprivate var isHandshake: Bool { if case .handshake = self { true } else { false } }
}
