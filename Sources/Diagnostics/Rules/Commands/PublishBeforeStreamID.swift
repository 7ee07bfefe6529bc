import AMF
import Dissection
import Fields
import Packets
import RTMP

/// publish or play sent before the answer to createStream had come.
struct PublishBeforeStreamID: Rule {
    static let id = "publish-before-stream-id"
    static let severity = Severity.warning
    static let title = "publish or play was sent before createStream was answered"
    static let interests: EventInterests = [.command, .end, .coverage]
    static let explanation = Explanation(
        meaning: "The client sent publish or play with a message stream id that it could only guess: the server's "
            + "answer to createStream, which brings the id, passed the capture later.",
        consequence: "Saves a round trip where the guess is right. Twitch and restream.io answer nothing to it; a "
            + "server that counts from another number takes it for a stranger's.",
        specification: "RTMP 1.0 § 7.2.1.3: the id is known from the answer.",
        fix: "Wait for the _result of createStream.",
        tolerance: "Create streams with the id that the next createStream will return, usually 1, when publish or "
            + "play comes early.",
        references: [])

    private var coverage = CaptureCoverage()
    private var isCreating = false
    @Seldom private var early: Early?

    private struct Early {
        var place: Sighting
        var name: String
        var stream: UInt32
    }

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        if let command = event.command, let message = event.message {
            switch (command.name.string, event.direction) {
            case ("createStream", .clientToServer):
                isCreating = true
            case ("publish", .clientToServer), ("play", .clientToServer):
                let stream = message.message.header.messageStreamID
                if isCreating, early == nil, stream != 0 {
                    early = Early(place: Sighting(event), name: command.name.string, stream: stream)
                }
            case (_, .serverToClient) where command.isResponse && message.answer?.name == "createStream":
                if let early, coverage.isWhole {
                    let id = command.arguments.lazy.compactMap(\.number).first.flatMap { UInt32(exactly: $0) }
                    tell(early, event.time.since(early.place.time), id, report)
                }
                (isCreating, early) = (false, nil)
            default:
                break
            }
        }
        if let end = event.flowEnd, let early, coverage.isWhole, end.directions[1].messages > 0 {
            tell(early, nil, nil, report)
        }
    }

    private func tell(_ early: Early, _ lead: Int64?, _ id: UInt32?, _ report: (Finding) -> Void) {
        let answer =
            lead.map {
                "the answer to createStream came \(Measure.time($0)) later" + (id.map { " and says \($0)" } ?? "")
            }
            ?? "createStream was never answered"
        report(
            Finding(
                Self.self, at: early.place,
                "\(early.name) on stream \(early.stream) did not wait for the stream's id: \(answer)",
                data: [Field("message_stream_id", .integer(Int(early.stream)))]
                    + (id.map { [Field("created", .integer(Int($0)))] } ?? [])))
    }
}
