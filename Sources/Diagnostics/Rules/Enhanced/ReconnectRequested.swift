import AMF
import Dissection
import Fields
import Media
import Packets
import RTMP

/// A server's request to connect again elsewhere, and what the client made of it.
struct ReconnectRequested: Rule {
    static let id = "reconnect-requested"
    static let severity = Severity.note
    static let title = "The server asked the client to connect again"
    static let interests: EventInterests = [.command, .end, .coverage]
    static let explanation = Explanation(
        meaning:
            "NetConnection.Connect.ReconnectRequest asks the client to open a new connection, to tcUrl where one is "
            + "given, and to leave this one at a suitable moment. Sent to a client that did not announce it in capsEx "
            + "it is a warning.",
        consequence: "A client that does not know it stays until the server closes, and the stream is interrupted.",
        specification: "E-RTMP v2, Reconnect Request; capsEx bit 1.",
        fix: "Servers: ask only clients whose capsEx has the bit. Clients: connect to the new URL, switch at a key "
            + "frame, then close.",
        tolerance: "Treat it as news; reconnect when the server closes.",
        references: ["https://github.com/veovera/enhanced-rtmp"])

    private var coverage = CaptureCoverage()
    private var offer = EnhancedOffer()
    private var request: Event?

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        offer.note(event)
        if let status = event.command?.status, status.code == "NetConnection.Connect.ReconnectRequest" {
            request = event
        }
        guard let end = event.flowEnd, let request else { return }
        let url = request.command?.arguments.lazy.compactMap { $0["tcUrl"]?.text }.first
        let isUnannounced = coverage.isWhole && offer.client.map { !($0.extended?.contains(1) ?? false) } ?? false
        var text = "the server asked the client to connect again" + (url.map { " to \($0)" } ?? "")
        if isUnannounced { text += ", which the client did not announce to understand" }
        let waited = Measure.time(end.last.since(request.time))
        switch end.closedBy {
        case .clientToServer: text += "; the client closed this connection within \(waited)"
        case .serverToClient: text += "; the server closed this connection within \(waited)"
        case nil: text += "; the connection stayed for \(waited) more"
        }
        report(
            Finding(
                Self.self, severity: isUnannounced ? .warning : nil, at: request, text,
                data: (url.map { [Field("tc_url", .text($0))] } ?? []) + [Field("announced", .flag(!isUnannounced))]))
    }
}
