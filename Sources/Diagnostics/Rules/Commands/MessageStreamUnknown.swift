import AMF
import Dissection
import Fields
import Media
import RTMP

/// publish, play or media on a message stream that the server did not give out.
struct MessageStreamUnknown: Rule {
    static let id = "message-stream-unknown"
    static let severity = Severity.error
    static let title = "A stream is used that createStream did not give out"
    static let interests: EventInterests = [.command, .audio, .video, .aggregate, .end, .coverage]
    static let maximumReports = 4
    static let explanation = Explanation(
        meaning: "publish, play and media belong on the message stream whose id the server returned for createStream. "
            + "Here they are on stream 0, on an id that was guessed, or on one whose bytes were swapped: the message "
            + "stream id is the one little-endian number of the protocol.",
        consequence: "Servers that look streams up answer nothing or drop the connection; those that have one stream a "
            + "connection let it pass, so that it works with some servers and not with others. Players mostly "
            + "do not look: in what a server sends this is a warning.",
        specification: "RTMP 1.0 § 7.2.1.3: createStream returns the stream id that all further messages of the stream "
            + "carry; § 5.3.1.2.1: it is written in little-endian byte order.",
        fix: "Wait for the answer to createStream and write its number, little endian, into the message headers.",
        tolerance: "Where a connection has but one stream, take its messages whatever the id.",
        references: [
            "https://github.com/ZLMediaKit/ZLMediaKit/issues/4002", "https://github.com/BasisVR/Basis/pull/877",
            "https://github.com/yutopp/go-rtmp/issues/32",
        ])

    private static let maximum = 8
    private var coverage = CaptureCoverage()
    private var deferred = DeferredFindings()
    private var streams = MessageStreams()
    private var told: Set<UInt64> = []
    /// The stream that was asked for last, if it is known: no stream ever becomes unknown again.
    private var lastKnown: UInt32?

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        deferred.release(at: event, coverage, report)
        streams.note(event)
        guard let message = event.message?.message, let direction = event.direction else { return }
        let id = message.header.messageStreamID
        let what: String
        switch message.body {
        case .command(let command):
            guard direction == .clientToServer, ["publish", "play", "play2"].contains(command.name.string) else {
                return
            }
            what = command.name.string
        case .audio: what = "audio"
        case .video: what = "video"
        case .aggregate: what = "an aggregate"
        default: return
        }
        judge(id, what, isInferred: message.facts.contains(.inferred), direction, event)
    }

    mutating func observe(_ frame: OrdinaryFrame, at event: Event, report: (Finding) -> Void) {
        guard frame.messageStreamID != lastKnown, let direction = event.direction else { return }
        judge(
            frame.messageStreamID, frame.kind == .audio ? "audio" : "video", isInferred: false, direction, event)
    }

    private mutating func judge(
        _ id: UInt32, _ what: String, isInferred: Bool, _ direction: Direction, _ event: Event
    ) {
        if streams.known.contains(id) {
            lastKnown = id
            return
        }
        // While an answer is due the id is a guess, which `publish-before-stream-id` tells.
        guard !streams.isCreating, coverage.isWhole, !isInferred, told.count < Self.maximum,
            told.insert(UInt64(id) << 1 | UInt64(direction.rawValue)).inserted
        else { return }
        let swapped = streams.known.contains(id.byteSwapped)
        let reason =
            !streams.hasCreations
            ? "createStream was never called"
            : "createStream gave \(streams.known.all.sorted().map(String.init).joined(separator: ", "))"
        deferred.append(
            Finding(
                Self.self, severity: direction == .serverToClient ? .warning : nil, at: event,
                "\(what) on message stream \(id), but \(reason)"
                    + (swapped ? ": the id is in the wrong byte order" : ""),
                data: [
                    Field("message_stream_id", .integer(Int(id))),
                    Field("created", .list(streams.known.all.sorted().map { .integer(Int($0)) })),
                ]))
    }
}
