import Dissection
import Fields

/// Something else than RTMP where RTMP is expected.
struct NotRTMP: Rule {
    static let id = "not-rtmp"
    static let severity = Severity.error
    static let title = "The connection speaks another protocol on a port where RTMP is expected"
    static let interests: EventInterests = .end
    static let explanation = Explanation(
        meaning: """
            The first bytes are no C0 and C1 but plainly something else: a TLS ClientHello, an HTTP request, a port \
            scan. Or the client spoke RTMP and the server answered with a TLS alert.
            """,
        consequence: """
            rtmps:// sent to a plain port and rtmp:// sent to a TLS port both end without a word that a user could \
            understand: the peer closes, or waits until a timeout.
            """,
        specification: "RTMP 1.0 § 5.2.2; for RTMPS none",
        fix: "Check scheme and port of the URL: 1935 is rtmp://, 443 commonly rtmps://.",
        tolerance: "A server can tell by the first byte (3 is RTMP, 0x16 is TLS, a letter is HTTP) and log it.",
        references: [
            "https://github.com/obsproject/obs-studio/issues/12362",
            "https://github.com/obsproject/obs-studio/issues/11586",
            "https://github.com/illuspas/Node-Media-Server/issues/235",
        ])

    init() {}

    /// A server that speaks TLS answers with at least a certificate or a hello and what follows it.
    private static let answered = 200

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard case .flowEnd(let end) = event.body, case .other(let name) = end.opening.protocol, name != "rtmpt",
            end.directions.count == 2
        else { return }
        let detail = end.opening.detail.map { " (\($0))" } ?? ""
        let data = [Field("protocol", .text(name))]
        let answer = end.directions[1].bytes
        if name == "tls", answer >= Self.answered {
            report(
                Finding(
                    Self.self, severity: .note, at: event,
                    "TLS\(detail) with an answer of \(Measure.bytes(answer)): RTMPS perhaps, what it holds cannot be "
                        + "read",
                    data: data))
            return
        }
        let outcome = answer == 0 ? "and gets no answer" : "and gets \(Measure.bytes(answer))"
        report(
            Finding(
                Self.self, at: event,
                "\(name)\(detail) comes where RTMP is expected \(outcome)",
                data: data))
    }
}
