import AMF
import Dissection
import Fields
import Media
import Packets
import RTMP
import Segments

/// A server's request to connect again elsewhere, and what the client made of it.
struct ReconnectRequested: FlowRememberingRule {
    static let id = "reconnect-requested"
    static let severity = Severity.note
    static let title = "The server asked the client to connect again"
    static let interests: EventInterests = [.command, .end, .coverage]
    static let maximumReports = 16
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

    /// A connection as far as it matters here.
    struct Memory: FlowMemory {
        fileprivate var coverage = CaptureCoverage()
        fileprivate var offer = EnhancedOffer()
        fileprivate var client: Address?
        @Seldom fileprivate var request: Request?
    }

    fileprivate struct Request {
        var place: Sighting
        var url: String?
    }

    /// A connect that came while somebody was asked to connect again.
    private struct Connect {
        var flow: Int
        var client: Address
        var url: String?
        var time: Timestamp
    }

    /// Flows with a request, and their clients.
    private var asked: [(flow: Int, client: Address?)] = []
    private var connects: [Connect] = []

    /// Requests and connects remembered.
    private static let maximum = 4096

    init() {}

    mutating func observe(_ event: Event, of flow: inout Memory, report: (Finding) -> Void) {
        flow.coverage.note(event)
        flow.offer.note(event)
        if case .flow(let opening) = event.body { flow.client = opening.client.address }
        if let command = event.command {
            if command.status?.code == "NetConnection.Connect.ReconnectRequest" {
                let url = command.arguments.lazy.compactMap { $0["tcUrl"]?.text }.first
                if flow.request == nil {
                    guard asked.count < Self.maximum else { return }
                    asked.append((event.flow, flow.client))
                }
                flow.request = Request(place: Sighting(event), url: url)
            } else if command.name.string == "connect" {
                note(command, of: flow.client, at: event)
            }
        }
        guard let end = event.flowEnd, let request = flow.request else { return }
        asked.removeAll { $0.flow == event.flow }
        tell(request, flow, end, report)
        if asked.isEmpty { connects = [] }
    }

    private mutating func note(_ command: Command, of client: Address?, at event: Event) {
        guard let client, connects.count < Self.maximum, asked.contains(where: { $0.client == client }) else { return }
        let url = command.arguments.first?["tcUrl"]?.text
        connects.append(Connect(flow: event.flow, client: client, url: url, time: event.time))
    }

    private func tell(_ request: Request, _ flow: Memory, _ end: FlowEnd, _ report: (Finding) -> Void) {
        let (url, place) = (request.url, request.place)
        let isUnannounced =
            flow.coverage.isWhole && flow.offer.client.map { !($0.extended?.contains(1) ?? false) } ?? false
        var text = "the server asked the client to connect again" + (url.map { " to \($0)" } ?? "")
        if isUnannounced { text += ", which the client did not announce to understand" }
        let next = connects.first { $0.flow != place.flow && $0.client == flow.client && $0.time >= place.time }
        if let next {
            text +=
                "; it connected\(next.url.map { " to \($0)" } ?? "") \(Measure.time(next.time.since(place.time))) later, "
            text += "in flow \(next.flow)"
        }
        let waited = Measure.time(end.last.since(place.time))
        switch end.closedBy {
        case .clientToServer: text += "; the client closed this connection within \(waited)"
        case .serverToClient: text += "; the server closed this connection within \(waited)"
        case nil: text += "; the connection stayed for \(waited) more"
        }
        report(
            Finding(
                Self.self, severity: isUnannounced ? .warning : nil, at: place, text,
                data: (url.map { [Field("tc_url", .text($0))] } ?? []) + [Field("announced", .flag(!isUnannounced))]
                    + (next.map { [Field("followed_by_flow", .integer($0.flow))] } ?? [])))
    }
}
