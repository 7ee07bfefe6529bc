import RTMP

extension MessageText {
    mutating func control(_ body: SetChunkSize) {
        name("set chunk size")
        let previous = body.previous.map { "\(Quantities.grouped($0)) → " } ?? ""
        if let size = body.chunkSize {
            item("\(previous)\(Quantities.grouped(size))")
            if body.rawValue > 0x7fff_ffff { item("top bit set", .bad) }
        } else {
            item("0, which is not allowed: ignored", .bad)
        }
    }

    mutating func control(_ body: Abort) {
        name("abort")
        item("chunk stream \(body.chunkStreamID)")
    }

    mutating func control(_ body: Acknowledgement) {
        name("acknowledgement")
        item("\(Quantities.grouped(Int(body.sequenceNumber))) bytes received")
    }

    mutating func control(_ body: WindowAcknowledgementSize) {
        name("window ack size")
        item(Quantities.grouped(Int(body.windowSize)))
    }

    mutating func control(_ body: SetPeerBandwidth) {
        name("set peer bandwidth")
        item("\(Quantities.grouped(Int(body.windowSize))) \(body.limit?.name ?? "(no limit type)")")
    }

    mutating func control(_ body: UserControl) {
        name(body.event.name ?? "user control \(body.event.rawValue)")
        switch body.argument {
        case .stream(let id): item("stream \(id)")
        case .bufferLength(let stream, let milliseconds):
            item("stream \(stream) · \(Quantities.grouped(Int(milliseconds))) ms")
        case .timestamp(let time): item("at \(Quantities.grouped(Int(time))) ms")
        case .swfVerifyRequest(let version): item("version \(version)")
        case .swfVerifyResponse(_, let size, _): item("SWF of \(Quantities.bytes(Int(size)))")
        case .synchronization(let id, let count): item("id \(id) · count \(count)")
        case .keepalive(let server, let peer): item("server \(server) ms · peer \(peer) ms")
        case .none: break
        }
        if !body.surplus.isEmpty { item("and \(Hexadecimal.words(body.surplus.prefix(16)))", .faint) }
    }
}
