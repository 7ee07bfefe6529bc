import Dissection
import Fields
import RTMP

/// S0 that is not what C0 asked for.
struct HandshakeVersionMismatch: Rule {
    static let id = "handshake-version-mismatch"
    static let severity = Severity.error
    static let title = "The server answers with another protocol version than the client asked for"
    static let interests: EventInterests = .handshake
    static let explanation = Explanation(
        meaning: """
            C0 names the version the client wants: 3 is RTMP in the clear, 6, 8 and 9 are RTMPE. S0 names another \
            kind, or a number that no document has.
            """,
        consequence: """
            A client that asked for encryption and gets 3 must not go on in the clear; most close at once. rtmpdump \
            and XBMC log "Type mismatch: client sent 6, server answered 9".
            """,
        specification: "RTMP 1.0 § 5.2.2; RTMPE is in no public specification",
        fix: "The server: answer 3 to 3; close, or offer RTMPE, for 6 and above. The client: use rtmp:// here.",
        tolerance: "Between 6, 8 and 9 a different answer is only a choice of how signatures are wrapped.",
        references: ["https://github.com/GetiPlayerAutomator/get-iplayer-automator/issues/295"])

    private var asked: HandshakeVersion?
    private var answered: HandshakeVersion?
    private var isTold = false

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard case .handshake(let handshake) = event.body, let version = handshake.part.version,
            handshake.part.missing == 0
        else { return }
        if handshake.role == .client { asked = version } else { answered = version }
        guard !isTold, let asked, let answered, asked != answered else { return }
        // RTMPE servers choose among the kinds of RTMPE.
        guard !asked.isEncrypted || !answered.isEncrypted else { return }
        isTold = true
        report(
            Finding(
                Self.self, at: event, "C0 asks for version \(asked), S0 answers \(answered)",
                data: [
                    Field("asked", .integer(Int(asked.rawValue))), Field("answered", .integer(Int(answered.rawValue))),
                ]))
    }
}
