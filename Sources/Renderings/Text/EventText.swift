import Dissection
import RTMP
import Streams

/// Everything on the timeline that is not a message.
enum EventText {
    static func describe(_ event: Event, into line: inout TimelineLine) {
        switch event.body {
        case .prefix(let prefix): describe(prefix, into: &line)
        case .handshake(let handshake):
            line.name = StyledText(Array(handshake.name).chunked(2), .name)
            line.items = HandshakeText.items(handshake)
        case .encrypted:
            line.name = StyledText("encrypted", .warning)
            line.items = [StyledText("RTMPE: what follows is enciphered and needs a private Diffie-Hellman value")]
        case .cut(let cut): describe(cut, into: &line)
        case .gap(let gap): describe(gap, into: &line)
        case .lost(let loss): describe(loss, into: &line)
        case .resynchronized(let found): describe(found, into: &line)
        case .stream(let introduction):
            line.elapsed = StyledText()
            line.mark = StyledText()
            describe(introduction, flow: event.flow, into: &line)
        case .sideEnded(let how):
            line.mark = StyledText("⇥", .faint)
            let side = event.direction == .clientToServer ? "client" : "server"
            line.name =
                how == .fin
                ? StyledText("\(side) closed (FIN)") : StyledText("\(side) broke off (RST)", .warning)
        case .flow, .message, .chunk, .flowEnd: break
        }
    }

    private static func describe(_ prefix: ConnectionPrefix, into line: inout TimelineLine) {
        line.name = StyledText(prefix.kind.rawValue, .name)
        line.size = StyledText(Quantities.bytes(prefix.length), .faint)
        if let client = prefix.client { line.items.append(StyledText.untrusted("for client \(client.summary)")) }
        if let destination = prefix.destination {
            line.items.append(StyledText.untrusted("to \(destination.summary)"))
        }
    }

    private static func describe(_ cut: CutMessage, into line: inout TimelineLine) {
        let type = cut.header.type.name?.replacing("_", with: " ") ?? "type \(cut.header.type.rawValue)"
        line.name = StyledText("\(type) cut", .warning)
        line.chunk = StyledText("\(cut.header.format)·\(cut.header.chunkStreamID)", .faint)
        line.size = StyledText(Quantities.bytes(cut.header.length), .faint)
        let why =
            switch cut.cause {
            case .aborted: "aborted by its sender"
            case .overtaken: "a new message began on its chunk stream"
            case .lost: "the chunk boundary was lost"
            case .ended: "the stream ends in it"
            }
        line.items = [
            StyledText(
                "\(Quantities.grouped(cut.received)) of \(Quantities.grouped(cut.header.length)) bytes had come"),
            StyledText(why, .warning),
        ]
        if cut.header.messageStreamID != 0 {
            line.items.insert(StyledText("stream \(cut.header.messageStreamID)", .faint), at: 0)
        }
    }

    private static func describe(_ gap: StreamEvent.Gap, into line: inout TimelineLine) {
        line.name = StyledText("\(Quantities.grouped(gap.length)) bytes missing", .warning)
        let why =
            switch gap.cause {
            case .notCaptured: "received by the peer, but not in the capture"
            case .snapLength: "cut off by the snap length"
            case .limit: "given up: too much was waiting behind them"
            case .end: "never came before the end"
            }
        line.items = [StyledText(why), place(gap.offset, gap.packet)]
    }

    private static func describe(_ loss: Desynchronization, into line: inout TimelineLine) {
        line.name = StyledText("lost", .bad)
        let why =
            switch loss.cause {
            case .hole: "the next chunk's beginning was in the hole"
            case .noPreviousHeader(let format, let id):
                "fmt \(format) on chunk stream \(id), which no header has opened"
            case .implausibleHeader(let header):
                "no message begins like this: type \(header.type.rawValue), \(Quantities.grouped(header.length)) bytes, "
                    + "stream \(header.messageStreamID)"
            case .outdatedState: "what follows does not fit what was inferred"
            case .chunkStreamLimit(let bound): "more than \(bound) chunk streams"
            case .midstream: "the capture begins in the middle: where a chunk begins is not known"
            }
        line.items = [StyledText(why, .warning), place(loss.offset, loss.packet)]
    }

    private static func describe(_ found: Resynchronization, into line: inout TimelineLine) {
        var size = StyledText("chunk size \(Quantities.grouped(found.chunkSize))")
        if found.possibleChunkSizes.count > 1 {
            let least = found.possibleChunkSizes.min() ?? found.chunkSize
            size = StyledText("chunk size not known yet, at least \(Quantities.grouped(least))")
        } else if found.chunkSizeIsInferred {
            size.append(" (inferred)")
        }
        let name =
            switch found.occasion {
            case .loss: "found again"
            case .midstream: "mid-stream"
            case .chunkSize: "chunk size"
            }
        line.name = StyledText(name, .good)
        line.items = [
            size,
            StyledText(
                "\(found.headers) headers in a row from fmt \(found.format) on chunk stream \(found.chunkStreamID)"),
        ]
        if found.occasion != .chunkSize {
            line.items.insert(StyledText("\(Quantities.grouped(found.skipped)) bytes passed over"), at: 0)
        }
        line.items.append(place(found.offset, found.packet))
    }

    private static func place(_ offset: Int, _ packet: Int) -> StyledText {
        StyledText("packet \(packet), offset \(Quantities.grouped(offset))", .faint)
    }

    private static func describe(_ introduction: StreamIntroduction, flow: Int, into line: inout TimelineLine) {
        let verb = introduction.identity.role == .publish ? "publishes" : "plays"
        line.name = StyledText("flow \(flow) \(verb) ", .heading)
        line.name.append(StyledText.untrusted(introduction.identity.path, .heading))
        guard introduction.client != nil || introduction.server != nil else { return }
        let peers = [introduction.client, introduction.server].map { $0 ?? "unknown" }
        line.items = [
            StyledText.untrusted(peers.joined(separator: " → ")), StyledText("(a guess)", .faint),
        ]
    }
}

extension [Character] {
    /// `C0C1` as `C0 C1`.
    fileprivate func chunked(_ count: Int) -> String {
        stride(from: 0, to: self.count, by: count).map { String(self[$0..<Swift.min($0 + count, self.count)]) }
            .joined(separator: " ")
    }
}
