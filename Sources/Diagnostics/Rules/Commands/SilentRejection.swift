import AMF
import Dissection
import Fields
import Packets
import RTMP
import Streams

/// The server closed soon after publish or play, and said no error.
struct SilentRejection: Rule {
    static let id = "silent-rejection"
    static let severity = Severity.error
    static let title = "The server closed soon after publish or play without saying why"
    static let interests: EventInterests = [.command, .media, .end, .coverage]
    static let maximumReports = 4
    static let explanation = Explanation(
        meaning: "Within seconds of publish or play the server sent FIN or RST, and no _error or onStatus of level "
            + "error before it. Probably it rejected the stream key, the name or the codec.",
        consequence: "The client cannot tell a refusal from a broken line and reconnects for ever; users see "
            + "\"disconnected\" and look for the fault in their network. SRS, nginx-rtmp with on_publish, and the "
            + "large platforms refuse keys this way, some even after NetStream.Publish.Start.",
        specification: "RTMP 1.0 § 7.2.2.6: the server answers publish with onStatus.",
        fix: "Servers: send an onStatus of level error with a code and a reason, then close.",
        tolerance: "Clients: take a close within seconds of publish for a refusal, say so, and back off.",
        references: [
            "https://github.com/ossrs/srs/issues/4037", "https://github.com/arut/nginx-rtmp-module/issues/96",
            "https://github.com/yapingcat/gomedia/issues/149",
        ])

    /// Nanoseconds from the call to the end, where the call was accepted and where it was not.
    static let afterStart: Int64 = 1_000_000_000
    static let afterCall: Int64 = 10_000_000_000

    private var coverage = CaptureCoverage()
    private var deferred = DeferredFindings()
    private var call: (time: Timestamp, name: String)?
    private var isAccepted = false
    private var mediaFromServer = 0
    private var mediaFromClient = 0

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        // `message-too-large` knows better why.
        if case .cut(let cut) = event.body, cut.cause == .ended, event.direction == .clientToServer,
            cut.header.length > MessageTooLarge.least
        {
            deferred.removeAll()
        }
        deferred.release(at: event, coverage, report)
        if let message = event.message {
            guard let command = event.command else {
                if event.direction == .serverToClient { mediaFromServer &+= 1 } else { mediaFromClient &+= 1 }
                _ = message
                return
            }
            read(command.name.string, command.status?.code, command.status?.level, event)
        }
        guard case .sideEnded(let ending) = event.body else { return }
        defer { call = nil }
        guard event.direction == .serverToClient, let call, coverage.isWhole else { return }
        let waited = event.time.since(call.time)
        guard waited < (isAccepted ? Self.afterStart : Self.afterCall) else { return }
        // Whoever got pictures was not refused.
        guard call.name == "publish" || mediaFromServer == 0 else { return }
        let close = ending == .reset ? "RST" : "FIN"
        let sent = mediaFromClient > 0 ? ", after \(Measure.count(mediaFromClient, "media message"))" : ""
        deferred.append(
            Finding(
                Self.self, at: event,
                "the server sent \(close) \(Measure.time(waited)) after \(call.name)"
                    + (isAccepted ? ", which it had accepted" : " without an answer to it") + sent
                    + ": probably rejected",
                data: [
                    Field("call", .text(call.name)), Field("seconds", .number(Double(waited) / 1e9)),
                    Field("accepted", .flag(isAccepted)), Field("media_messages", .integer(mediaFromClient)),
                ]))
    }

    mutating func observe(_ frame: OrdinaryFrame, at event: Event, report: (Finding) -> Void) {
        if event.direction == .serverToClient { mediaFromServer &+= 1 } else { mediaFromClient &+= 1 }
    }

    private mutating func read(_ name: String, _ code: String?, _ level: String?, _ event: Event) {
        switch (name, event.direction) {
        case ("publish", .clientToServer), ("play", .clientToServer):
            call = (event.time, name)
            isAccepted = false
            mediaFromClient = 0
        case ("FCUnpublish", .clientToServer), ("deleteStream", .clientToServer), ("closeStream", .clientToServer),
            ("close", .clientToServer):
            call = nil
        case ("onStatus", .serverToClient), ("_error", .serverToClient), ("onFCPublish", .serverToClient):
            if level == "error" || name == "_error" && event.message?.answer?.name == call?.name {
                call = nil
            } else if name == "onStatus", code == "NetStream.Publish.Start" || code == "NetStream.Play.Start" {
                isAccepted = true
            } else if code == "NetStream.Play.Stop" || code == "NetStream.Unpublish.Success" {
                call = nil
            }
        default:
            break
        }
    }
}
