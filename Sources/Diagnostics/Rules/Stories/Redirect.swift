import Dissection
import Fields
import Packets
import Segments

/// One journey of a client that a server sent elsewhere.
struct Redirect: Sendable {
    enum Outcome: String, Sendable {
        case published
        case played
        /// The other place refused it.
        case refused
        /// It connected there, and the connection ended before anything ran.
        case ended
        /// It connected there, and that is all that the capture has.
        case followed
        case notFollowed = "not_followed"
        /// The capture ended too soon to tell.
        case unfinished
    }

    var client: Address
    /// Who sent it away.
    var server: Endpoint
    /// Where it was sent last.
    var url: String
    /// When it was.
    var at: Ending.Stamp
    var first: Ending.Stamp
    var flows: [Int]
    /// "flow 1 was sent to rtmp://b/live", and so on.
    var steps: [String] = []
    /// The connection to the place that it was sent to.
    var followed: (flow: Int, at: Ending.Stamp)?
    /// A later connection to the server that had sent it away.
    var returned: Int?

    static let maximumHops = 8

    init(_ url: String, from place: StoryBook.Place, _ event: Event, isRequest: Bool) {
        client = place.client
        server = place.server
        self.url = url
        at = Ending.Stamp(event)
        first = at
        flows = [event.flow]
        note(event.flow, isRequest)
    }

    /// It was sent on.
    mutating func send(to url: String, from place: StoryBook.Place, _ event: Event, isRequest: Bool) {
        self.url = url
        server = place.server
        at = Ending.Stamp(event)
        (followed, returned) = (nil, nil)
        note(event.flow, isRequest)
    }

    private mutating func note(_ flow: Int, _ isRequest: Bool) {
        steps.append(isRequest ? "flow \(flow) was asked to connect again to \(url)" : "flow \(flow) was sent to \(url)")
    }

    mutating func follow(_ event: Event) {
        followed = (event.flow, Ending.Stamp(event))
        flows.append(event.flow)
        let waited = Measure.time(max(event.time.since(at.time), 0))
        steps.append("the client followed in flow \(event.flow) after \(waited)")
    }

    /// Whether a connect goes to the place it was sent to: by its URL, or by the address where that has one.
    func leads(to place: StoryBook.Place, _ connect: TcURL?) -> Bool {
        guard place.client == client, let target = TcURL(url) else { return false }
        let port = target.port ?? 1935
        guard Int(place.server.port) == port else { return false }
        // An IPv6 address keeps its brackets.
        let address = place.server.address.isIPv6 ? "[\(place.server.address)]" : "\(place.server.address)"
        return address == target.host || connect?.host.lowercased() == target.host.lowercased()
    }

    /// - Parameters:
    ///   - detail: What was refused or how it ended.
    ///   - waited: Nanoseconds since it was sent away.
    func text(_ outcome: Outcome, _ detail: String, waited: Int64) -> String {
        let story = steps.joined(separator: "; ")
        switch outcome {
        case .published: return "\(story) and published there"
        case .played: return "\(story) and played there"
        case .refused: return "\(story) and was refused there: \(detail)"
        case .ended: return "\(story), and the connection ended before anything was published or played: \(detail)"
        case .followed: return "\(story); more of it is not in the capture"
        case .notFollowed:
            let back = returned.map { "; it came back to the same server in flow \($0)" } ?? ""
            return "\(story); no connection of the client to it is in the capture, in \(Measure.time(waited))\(back)"
        case .unfinished: return "\(story); the capture ends \(Measure.time(waited)) later"
        }
    }

    func data(_ outcome: Outcome) -> [Field] {
        [
            Field("url", .text(url)), Field("outcome", .text(outcome.rawValue)),
            Field("steps", .list(steps.map { .text($0) })),
        ]
    }
}
