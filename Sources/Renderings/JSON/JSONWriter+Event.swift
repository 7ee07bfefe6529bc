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
            json.key("event")
            json.string(event.body.jsonName)
            json.key("flow")
            json.integer(event.flow)
            if let direction = event.direction {
                json.key("direction")
                json.string(direction.jsonName)
            }
            if case .message(let message) = event.body {
                json.key("index")
                json.integer(message.message.index)
            }
            json.key("time")
            json.time(event.time)
            json.key("elapsed")
            json.seconds(event.elapsed)
            json.key("packets")
            json.object { json in
                json.key("first")
                json.integer(event.firstPacket)
                json.key("last")
                json.integer(event.lastPacket)
            }
            if case .handshake = event.body {
                json.key("packet")
                json.integer(event.lastPacket)
            }
            if let offset = event.offset {
                json.key("offset")
                json.integer(offset)
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
        key("ip_version")
        integer(opening.client.address.isIPv6 ? 6 : 4)
        if let text = opening.encapsulation.summary {
            key("encapsulation")
            string(text)
        }
        key("started")
        string(opening.sawSYN ? "syn" : "midstream")
        key("protocol")
        string(opening.protocol.name)
        if let detail = opening.detail {
            key("detail")
            string(detail)
        }
    }

    private mutating func endpoint(_ endpoint: Endpoint) {
        object { json in
            json.key("address")
            json.string("\(endpoint.address)")
            json.key("port")
            json.integer(Int(endpoint.port))
        }
    }

    private mutating func message(_ event: MessageEvent) {
        let message = event.message
        let header = message.header
        key("csid")
        integer(header.chunkStreamID)
        key("fmt")
        integer(Int(header.format))
        key("chunks")
        integer(message.chunks)
        key("timestamp")
        integer(Int(header.timestamp))
        key("extended_timestamp")
        flag(header.hasExtendedTimestamp)
        key("length")
        integer(header.length)
        key("type_id")
        integer(Int(header.type.rawValue))
        key("type")
        string(header.type.name ?? "unknown")
        key("message_stream_id")
        integer(Int(header.messageStreamID))
        if let stream = event.stream {
            key("stream")
            string(stream.name)
        }
        if message.missing > 0 {
            key("missing")
            integer(message.missing)
        }
        let facts = message.facts.names
        if !facts.isEmpty {
            key("facts")
            array { json in facts.forEach { json.string($0) } }
        }
        key(message.body.kind)
        object { json in
            json.fields(message.body.jsonFields(answering: event.answer?.name))
            if let answer = event.answer { json.answer(answer) }
            if let frames = message.frames { json.fields(frames.fields) }
        }
        if let payload = message.payload {
            key("payload")
            base64(payload)
        }
    }

    private mutating func answer(_ answer: MessageEvent.Answer) {
        key("answers")
        object { json in
            json.key("name")
            json.string(answer.name)
            json.key("index")
            json.integer(answer.index)
            json.key("latency")
            json.seconds(answer.latency)
        }
    }

    private mutating func flowEnd(_ end: FlowEnd) {
        key("reason")
        string(end.reason.jsonName)
        if let side = end.closedBy {
            key("closed_by")
            string(side == .clientToServer ? "client" : "server")
        }
        key("duration")
        seconds(end.last.since(end.first))
        key("packet_count")
        integer(end.packets)
        for (name, totals) in zip(["c2s", "s2c"], end.directions) {
            key(name)
            object { $0.fields(totals.jsonFields) }
        }
        fields(end.jsonFields)
    }
}
