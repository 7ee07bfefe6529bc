import AMF
import Dissection
import Fields
import RTMP

/// Play.Start without StreamBegin.
struct StreamBeginMissing: Rule {
    static let id = "stream-begin-missing"
    static let severity = Severity.note
    static let title = "The server started playing without StreamBegin"
    static let interests: EventInterests = [.control, .command, .end, .coverage]
    static let maximumReports = 4
    static let explanation = Explanation(
        meaning:
            "Before it plays a stream a server sends the user control event StreamBegin with the id of the message "
            + "stream. None came for this one, or only one for another id.",
        consequence: "Flash Player and librtmp-based players begin to buffer at StreamBegin; most others do not care.",
        specification: "RTMP 1.0 § 7.1.7 and § 7.2.2.1: StreamBegin with the stream's id, then onStatus.",
        fix: "Send StreamBegin with the message stream id of play before NetStream.Play.Start.",
        tolerance: "Begin at the first media message.",
        references: [])

    private static let maximum = 64
    private var coverage = CaptureCoverage()
    private var begun = StreamIDs()
    /// Those for which no StreamBegin has come yet.
    private var started: [(stream: UInt32, place: Sighting)] = []

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        if event.direction == .serverToClient, let message = event.message?.message {
            if case .userControl(let control) = message.body, control.event == .streamBegin,
                case .stream(let id) = control.argument, begun.count < Self.maximum
            {
                begun.insert(id)
                started.removeAll { $0.stream == id }
                if started.isEmpty { started = [] }
            }
            let stream = message.header.messageStreamID
            if event.command?.status?.code == "NetStream.Play.Start", event.command?.name.string == "onStatus",
                !begun.contains(stream), started.count < Self.maximum,
                !started.contains(where: { $0.stream == stream })
            {
                started.append((stream, Sighting(event)))
            }
        }
        guard event.flowEnd != nil, coverage.isWhole else { return }
        for (stream, start) in started.sorted(by: { $0.stream < $1.stream }) {
            let others = begun.all.filter { $0 != 0 }.sorted().map(String.init)
            report(
                Finding(
                    Self.self, at: start,
                    "no StreamBegin came for stream \(stream)"
                        + (others.isEmpty ? "" : ", but one for \(others.joined(separator: ", "))"),
                    data: [Field("message_stream_id", .integer(Int(stream)))]))
        }
    }
}
