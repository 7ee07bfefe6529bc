import AMF
import Dissection
import RTMP

/// Handshake packets in words.
enum HandshakeText {
    static func items(_ event: HandshakeEvent) -> [StyledText] {
        var items: [StyledText] = []
        let own = event.role == .client ? "C" : "S"
        let peer = event.role == .client ? "S" : "C"
        if let version = event.part.version { items.append(StyledText(describe(version), style(version))) }
        if let block = event.block { items += describe(block, own: own) }
        if let reply = event.reply { items += describe(reply, event, own: own, peer: peer) }
        let counts = [event.part.block, event.part.reply].compactMap(\.self).map(\.count)
        for (count, number) in zip(counts, event.part.block == nil ? ["2"] : ["1", "2"])
        where count < HandshakeBlock.byteCount {
            items.append(StyledText("\(own)\(number) ends after \(count) of \(HandshakeBlock.byteCount) bytes", .bad))
        }
        if event.part.missing > 0 {
            items.append(
                StyledText(
                    "\(Quantities.grouped(event.part.missing)) bytes are not in the capture, so not verifiable",
                    .warning))
        }
        return items
    }

    private static func describe(_ version: HandshakeVersion) -> String {
        "version \(version.rawValue)\(note(version))"
    }

    private static func note(_ version: HandshakeVersion) -> String {
        switch version.classification {
        case .plain: ""
        case .rtmpe: " (RTMPE)"
        case .obsolete: " (obsolete)"
        case .reserved: " (reserved)"
        case .forbidden: " (not RTMP)"
        }
    }

    private static func style(_ version: HandshakeVersion) -> TextStyle {
        version.classification == .plain ? .plain : .warning
    }

    private static func describe(_ block: HandshakeBlock, own: String) -> [StyledText] {
        var parts: [String] = []
        switch (block.kind, block.digest) {
        case (.complex, let digest?):
            parts.append(
                "complex, schema \(digest.schema) (\(digest.arrangement.name)), digest valid at \(digest.offset)")
        default:
            parts.append("simple")
            if block.hidesDigest { parts.append("though with a valid digest") }
            if block.looksComplex { parts.append("no valid digest") }
        }
        if block.carriesPeerTime == true {
            parts.append("C1's time in the version field")
        } else if block.peerVersion != 0 {
            parts.append(block.peerVersionText)
        }
        if block.copiesPeer == true { parts.append("\(own)1 is a copy of C1") }
        if block.time != 0 { parts.append("time \(Quantities.grouped(Int(block.time)))") }
        return parts.map { StyledText($0) }
    }

    private static func describe(
        _ reply: HandshakeReply, _ event: HandshakeEvent, own: String, peer: String
    ) -> [StyledText] {
        var parts: [String] = []
        if reply.signature == .valid {
            let wrapping = reply.wrapping.map { $0 == .bare ? "" : " (\($0.rawValue))" } ?? ""
            parts.append("\(own)2 signs \(peer)1\(wrapping)")
        }
        switch reply.echo {
        case .exact: parts.append("\(own)2 echoes \(peer)1")
        case .exceptTime2: parts.append("\(own)2 echoes \(peer)1 but for bytes 4 to 7")
        case .partial(let matching): parts.append("\(own)2 repeats \(matching) of 1528 bytes of \(peer)1")
        case .none: if reply.signature != .valid { parts.append("\(own)2 neither echoes nor signs \(peer)1") }
        case .unknown: parts.append("\(own)2 answers a \(peer)1 that is not in the capture")
        }
        let style: TextStyle = reply.answersPeer == false ? .warning : .plain
        var items = parts.map { StyledText($0, style) }
        if let roundTrip = event.roundTrip {
            items.append(StyledText("after \(Quantities.duration(roundTrip))", .faint))
        }
        return items
    }
}
