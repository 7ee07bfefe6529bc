import AMF
import Dissection
import Fields
import RTMP

/// An onStatus of publish or play on another message stream than the one it is about.
struct StatusStreamMismatch: Rule {
    static let id = "status-on-wrong-stream"
    static let severity = Severity.warning
    static let title = "onStatus came on another message stream than publish or play"
    static let interests: EventInterests = [.command, .end, .coverage]
    static let explanation = Explanation(
        meaning:
            "An onStatus speaks of the message stream in its header. This one speaks of publishing or playing, but "
            + "is on a stream on which nothing is published or played, often 0.",
        consequence: "Clients that hand statuses to the stream object they are for never see it: GStreamer's rtmp2 "
            + "refuses it, others wait for their timeout.",
        specification: "RTMP 1.0 § 7.2.2: NetStream status events are sent on the stream's message stream.",
        fix: "Put the id of the message stream of publish or play into the header of its onStatus.",
        tolerance: "Where only one call is open, take the status for it whatever the stream.",
        references: [
            "https://github.com/ZLMediaKit/ZLMediaKit/issues/4002", "https://github.com/yutopp/go-rtmp/issues/32",
        ])

    private var coverage = CaptureCoverage()
    private var deferred = DeferredFindings()
    private var streams = MessageStreams()
    private var isTold = false

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        deferred.release(at: event, coverage, report)
        streams.note(event)
        guard !isTold, let command = event.command, command.name.string == "onStatus", let code = command.status?.code,
            code.hasPrefix("NetStream.Publish.") || code.hasPrefix("NetStream.Play."),
            let id = event.message?.message.header.messageStreamID, !streams.used.isEmpty, !streams.used.contains(id),
            coverage.isWhole
        else { return }
        isTold = true
        let used = streams.used.all.sorted().map(String.init).joined(separator: ", ")
        deferred.append(
            Finding(
                Self.self, at: event, "onStatus \(code) came on message stream \(id), the call was on \(used)",
                data: [Field("message_stream_id", .integer(Int(id))), Field("code", .text(code))]))
    }
}
