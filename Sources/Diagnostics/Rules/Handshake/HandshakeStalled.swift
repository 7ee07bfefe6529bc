import Dissection
import Fields
import Packets
import RTMP
import Streams

/// A connection that ends before the handshake does.
struct HandshakeStalled: Rule {
    static let id = "handshake-stalled"
    static let severity = Severity.error
    static let title = "The connection ended inside the handshake"
    static let interests: EventInterests = [.coverage, .handshake, .end]
    static let explanation = Explanation(
        meaning: """
            The two sides did not get through their 3073 handshake bytes each. The finding says how many each sent \
            and who owed the next ones when the connection ended.
            """,
        consequence: """
            Nothing was said. A server that sends nothing at all may be no RTMP server, be overloaded or sit behind a \
            proxy that waits for TLS; a server that waits for C2 while the client waits for S2 is a deadlock of two \
            readings of the specification; monitors and port scanners stop here on purpose.
            """,
        specification: "RTMP 1.0 § 5.2.1 and § 5.2.5",
        fix: """
            The server: send S0, S1 and S2 as soon as C1 is there, without waiting for C2. The client: send C2 as \
            soon as S1 is there, without waiting for S2.
            """,
        tolerance: "Time out after some seconds and say in the log how many bytes had come.",
        references: [
            "https://github.com/bluenviron/mediamtx/issues/2601", "https://github.com/pedroSG94/RootEncoder/issues/50",
            "https://github.com/Red5/red5-client/issues/49",
        ])

    private var coverage = CaptureCoverage()

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        guard case .flowEnd(let end) = event.body, end.opening.protocol == .rtmp,
            coverage.isWhole(.clientToServer), coverage.isWhole(.serverToClient), let debt = HandshakeDebt(end)
        else { return }
        let silence = event.time.since(end.last)
        if end.reason == .captureEnd, end.closedBy == nil, silence < debt.patience { return }
        let ending =
            end.closedBy.map { "the \($0.sender) \(end.firstEnding == .reset ? "reset the connection" : "closed")" }
            ?? "the flow fell silent"
        let duration = Measure.time(end.last.since(end.first))
        // A client that leaves on its own changed its mind, or only looked.
        let isLeaving = end.closedBy == .clientToServer && debt.debtor == .clientToServer
        report(
            Finding(
                Self.self, severity: isLeaving ? .warning : .error, at: event,
                "\(ending) after \(duration) with \(debt.text)",
                data: [
                    Field("client_bytes", .integer(end.directions[0].bytes)),
                    Field("server_bytes", .integer(end.directions[1].bytes)),
                ]))
    }
}
