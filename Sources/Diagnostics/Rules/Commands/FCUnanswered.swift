import AMF
import Dissection
import Fields
import Packets
import RTMP

/// releaseStream, FCPublish and their kin without an answer.
struct FCUnanswered: Rule {
    static let id = "fc-call-unanswered"
    static let severity = Severity.note
    static let title = "Calls of Flash Media Live Encoder's style were not answered"
    static let interests: EventInterests = [.command, .end, .coverage]
    static let explanation = Explanation(
        meaning: "releaseStream, FCPublish, FCUnpublish, FCSubscribe and getStreamLength were sent with a transaction "
            + "id, and the server answered neither with _result nor with the matching onFC… command.",
        consequence: "Ordinary: nginx-rtmp and others ignore these commands, and most encoders do not wait. It matters "
            + "only with an encoder that waits for onFCPublish before it publishes; then this is a warning.",
        specification: "None: Adobe's servers and encoders use them, RTMP 1.0 does not have them.",
        fix: "Servers: answer _result with null and undefined, and send onFCPublish upon FCPublish.",
        tolerance: "Encoders: never wait for the answers.",
        references: ["https://github.com/sergey-dryabzhinsky/nginx-rtmp-module/issues/38"])

    private static let names: Set<String> = [
        "releaseStream", "FCPublish", "FCUnpublish", "FCSubscribe", "FCUnsubscribe", "getStreamLength",
    ]
    private static let patience: Int64 = 3_000_000_000
    private var coverage = CaptureCoverage()
    private var first: Sighting?
    private var fcPublish: Sighting?
    private var hasPublished = false
    /// The calls that an onFC… command answered.
    private var answered: Set<String> = []

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        if let command = event.command {
            let name = command.name.string
            if event.direction == .clientToServer {
                if Self.names.contains(name) {
                    let place = Sighting(event)
                    first = first ?? place
                    if name == "FCPublish" { fcPublish = place }
                }
                if name == "publish" { hasPublished = true }
            } else if name.hasPrefix("onFC"), answered.count < 16 {
                answered.insert(String(name.dropFirst(2)))
            }
        }
        guard let end = event.flowEnd, let first, coverage.isWhole, end.directions[1].messages > 0 else { return }
        let names = end.unanswered.filter { $0.direction == .clientToServer && Self.names.contains($0.name) }
            .map(\.name).filter { !answered.contains($0) }
        guard !names.isEmpty else { return }
        let isWaiting =
            fcPublish.map { !hasPublished && names.contains("FCPublish") && end.last.since($0.time) > Self.patience }
            ?? false
        let unique = names.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        report(
            Finding(
                Self.self, severity: isWaiting ? .warning : nil, at: isWaiting ? fcPublish ?? first : first,
                "\(unique.joined(separator: ", ")) got no answer"
                    + (isWaiting ? ", and publish never followed: the client seems to wait" : ""),
                data: [Field("calls", .list(unique.map { .text($0) }))]))
    }
}
