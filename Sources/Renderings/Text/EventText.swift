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
        case .capture, .flow, .message, .chunk, .flowEnd, .gap, .lost: break
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

    /// What else is found goes into the line of the hole, `DamageRun`.
    private static func describe(_ found: Resynchronization, into line: inout TimelineLine) {
        if found.occasion == .chunkSize {
            line.name = StyledText("chunk size", .good)
            line.items = [
                DamageRun.size(found),
                StyledText("\(found.headers) headers in a row up to fmt \(found.format)", .faint),
            ]
        } else {
            line.name = StyledText("found again", .good)
            line.items = DamageRun.evidence(found)
        }
        line.items.append(
            StyledText("packet \(found.packet), offset \(Quantities.grouped(found.offset))", .faint))
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
