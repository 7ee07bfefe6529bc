import Dissection
import Fields
import RTMP

/// S2 or C2 that answers nothing.
struct HandshakeReplyUnrelated: Rule {
    static let id = "handshake-reply-unrelated"
    static let severity = Severity.error
    static let title = "S2 or C2 neither echoes nor signs the block that it answers"
    static let interests: EventInterests = .handshake
    static let explanation = Explanation(
        meaning: """
            S2 should repeat C1 and C2 should repeat S1; in the handshake with digests the last 32 bytes sign the \
            peer's digest instead. This reply does neither.
            """,
        consequence: """
            Clients that compare (several mobile libraries and librtmp with SWF verification do) close the \
            connection. For a wrong C2 few servers care, so it is a note.
            """,
        specification: "RTMP 1.0 § 5.2.4",
        fix: """
            Copy the peer's 1536 bytes; only bytes 4 to 7 may be replaced by the time of reading. Sign only if the \
            peer's block has a valid digest.
            """,
        tolerance: "Do not insist on the echo: nothing in the session depends on it.",
        references: [
            "https://github.com/datarhei/restreamer/issues/966",
            "https://github.com/ThibaultBee/StreamPack/issues/284",
            "https://github.com/DDVTECH/mistserver/issues/2",
        ])

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard case .handshake(let handshake) = event.body, let reply = handshake.reply, reply.answersPeer == false
        else { return }
        let isServer = reply.role == .server
        let (name, peer) = isServer ? ("S2", "C1") : ("C2", "S1")
        var text = "\(name) is no answer to \(peer): "
        switch reply.echo {
        case .partial(let matching): text += "\(matching) of 1528 bytes are those of \(peer)"
        case .exact, .exceptTime2, .none, .unknown: text += "none of its bytes come back"
        }
        text += reply.signature == .invalid ? " and its signature is wrong" : ", and \(peer) has no digest to sign"
        if reply.repeatsOwnBlock == true { text += "; it repeats \(isServer ? "S1" : "C1") instead" }
        // A client is free to check S2; hardly a server looks at C2.
        let isMinor = !isServer || reply.repeatsOwnBlock == true
        var severity = Severity.error
        if isMinor { severity = .note } else if case .partial = reply.echo { severity = .warning }
        report(
            Finding(
                Self.self, severity: severity, at: event, text,
                data: [
                    Field("echo", reply.echo.name.map { .text($0) } ?? .null),
                    Field("signature", .text(reply.signature.rawValue)),
                ]))
    }
}
