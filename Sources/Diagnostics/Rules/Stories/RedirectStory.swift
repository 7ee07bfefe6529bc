import AMF
import Dissection
import Fields
import Packets
import RTMP
import Streams

/// A server sent a client elsewhere: whether it went there, how soon, and what came of it.
struct RedirectStory: FlowRememberingRule {
    static let id = "redirect-story"
    static let severity = Severity.note
    static let title = "A client was sent to another server"
    static let interests: EventInterests = [.flow, .command, .end]
    static let maximumReports = 32
    static let explanation = Explanation(
        meaning: "A refused connect with ex.code 302 and ex.redirect, or a NetConnection.Connect.ReconnectRequest, "
            + "names another URL. This tells whether the client connected there, after what time, and what happened.",
        consequence: "A client that does not follow stays without its stream: many do not know redirects and report "
            + "\"connection refused\". Where the connection to the other server does not pass the place of capture, "
            + "it may have been followed unseen.",
        specification: "None for 302 (AMS, SRS and others send it); E-RTMP v2 for Reconnect Request.",
        fix: "Clients: read ex.redirect of a refused connect, close, and connect to that URL.",
        tolerance: "Servers: forward or proxy where clients do not follow.",
        references: ["https://github.com/veovera/enhanced-rtmp", "https://github.com/ossrs/srs"])

    struct Memory: FlowMemory {
        fileprivate var place: StoryBook.Place?
    }

    private var book = StoryBook()
    /// In the order in which they began.
    private var redirects: [Redirect] = []

    init() {}

    mutating func observe(_ event: Event, of flow: inout Memory, report: (Finding) -> Void) {
        book.note(event)
        switch event.body {
        case .flow(let opening):
            flow.place = StoryBook.Place(opening)
            tellForgotten(at: event.time, report)
        case .flowEnd(let end):
            let closer = end.closedBy.map { "the \($0.sender) \(end.firstEnding == .reset ? "reset it" : "closed")" }
            conclude(event, .ended, closer ?? "no FIN or RST was seen", report)
        default:
            guard let command = event.command, let place = flow.place else { return }
            observe(command, event, place, report)
        }
    }

    private mutating func observe(
        _ command: Command, _ event: Event, _ place: StoryBook.Place, _ report: (Finding) -> Void
    ) {
        guard event.direction == .serverToClient else {
            if command.name.string == "connect" { connect(command, event, place) }
            return
        }
        let status = command.status
        if status?.code == "NetConnection.Connect.ReconnectRequest" {
            // Without a URL the same server is meant.
            guard let url = command.arguments.lazy.compactMap({ $0["tcUrl"]?.text }).first else { return }
            return send(to: url.clipped(), event, place, isRequest: true, report)
        }
        if let url = RedirectTarget.url(in: command) {
            return send(to: url, event, place, isRequest: false, report)
        }
        switch status?.code {
        case "NetStream.Publish.Start": conclude(event, .published, "", report)
        case "NetStream.Play.Start": conclude(event, .played, "", report)
        default:
            if let refusal = Refusal(command, answering: event.message?.answer?.name, at: Ending.Stamp(event)) {
                conclude(event, .refused, refusal.words, report)
            }
        }
    }

    private mutating func connect(_ command: Command, _ event: Event, _ place: StoryBook.Place) {
        let url = command.arguments.first?["tcUrl"]?.text.flatMap { TcURL($0) }
        for index in redirects.indices where redirects[index].followed == nil {
            if redirects[index].flows.contains(event.flow) { continue }
            if redirects[index].leads(to: place, url) { return redirects[index].follow(event) }
            if place.client == redirects[index].client, place.server == redirects[index].server {
                redirects[index].returned = redirects[index].returned ?? event.flow
            }
        }
    }

    private mutating func send(
        to url: String, _ event: Event, _ place: StoryBook.Place, isRequest: Bool, _ report: (Finding) -> Void
    ) {
        if let index = redirects.firstIndex(where: { $0.followed?.flow == event.flow }),
            redirects[index].steps.count < 2 * Redirect.maximumHops
        {
            return redirects[index].send(to: url, from: place, event, isRequest: isRequest)
        }
        // A client that comes back to be sent to the same place again goes on with its story.
        if let index = redirects.firstIndex(where: {
            $0.client == place.client && $0.server == place.server && $0.url == url && $0.followed == nil
        }) {
            redirects[index].returned = redirects[index].returned ?? event.flow
            return
        }
        if redirects.count >= StoryBook.maximum { tell(redirects.removeFirst(), .notFollowed, at: event.time, report) }
        redirects.append(Redirect(url, from: place, event, isRequest: isRequest))
    }

    // MARK: Telling

    /// Something decisive happened on a flow that a redirect led to.
    private mutating func conclude(
        _ event: Event, _ outcome: Redirect.Outcome, _ detail: String, _ report: (Finding) -> Void
    ) {
        guard let index = redirects.firstIndex(where: { $0.followed?.flow == event.flow }) else { return }
        tell(redirects.remove(at: index), outcome, detail, at: event.time, packet: event.lastPacket, report)
    }

    private func tell(
        _ redirect: Redirect, _ outcome: Redirect.Outcome, _ detail: String = "", at time: Timestamp,
        packet: Int? = nil, _ report: (Finding) -> Void
    ) {
        let waited = max(time.since(redirect.at.time), 0)
        let last = Ending.Stamp(time: time, elapsed: 0, packet: packet ?? redirect.at.packet)
        let isTrouble = outcome == .notFollowed || outcome == .ended
        report(
            book.finding(
                Self.self, isTrouble ? .warning : .note, redirect.text(outcome, detail, waited: waited),
                from: redirect.first, to: last, flows: redirect.flows, data: redirect.data(outcome)))
    }

    private mutating func tellForgotten(at time: Timestamp, _ report: (Finding) -> Void) {
        while let redirect = redirects.first, redirect.followed == nil,
            time.since(redirect.at.time) > StoryBook.patience
        {
            tell(redirect, .notFollowed, at: time, report)
            redirects.removeFirst()
        }
    }

    mutating func finish(_ totals: CaptureTotals, report: (Finding) -> Void) {
        for redirect in redirects {
            let time = totals.lastTime ?? redirect.at.time
            let isEarly = time.since(redirect.at.time) < StoryBook.soon
            tell(
                redirect, redirect.followed != nil ? .followed : isEarly ? .unfinished : .notFollowed, at: time, report)
        }
        redirects = []
    }
}
