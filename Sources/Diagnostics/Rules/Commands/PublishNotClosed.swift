import AMF
import Dissection
import Fields
import RTMP
import Streams

/// A publisher that went away without saying so.
struct PublishNotClosed: Rule {
    static let id = "publish-not-closed"
    static let severity = Severity.note
    static let title = "The publisher closed the connection without closing its stream"
    static let interests: EventInterests = [.command, .end, .coverage]
    static let explanation = Explanation(
        meaning:
            "A publisher ends with FCUnpublish and deleteStream, or closeStream. This one ended the TCP connection "
            + "with neither: FIN (a note) or RST with nothing before it (a warning).",
        consequence:
            "A server that does not watch the connection keeps the name: the encoder reconnects and is refused "
            + "with NetStream.Publish.BadName until the server's timeout. Recordings may stay unfinished.",
        specification: "RTMP 1.0 § 7.2.2.3: deleteStream; closing the connection is not described.",
        fix: "Send FCUnpublish with the stream's name and deleteStream with its id, then close.",
        tolerance:
            "Free the name when the connection ends, and let a new publisher with the same credentials take over.",
        references: [
            "https://github.com/HaishinKit/HaishinKit.swift/issues/1472",
            "https://github.com/arut/nginx-rtmp-module/issues/428",
            "https://github.com/illuspas/Node-Media-Server/issues/22",
            "https://github.com/pedroSG94/RootEncoder/issues/851",
        ])

    private var coverage = CaptureCoverage()
    private var deferred = DeferredFindings()
    private var isPublishing = false

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        deferred.release(at: event, coverage, report)
        if let command = event.command {
            switch (command.name.string, event.direction) {
            case ("onStatus", .serverToClient):
                if command.status?.code == "NetStream.Publish.Start" { isPublishing = true }
                if command.status?.code == "NetStream.Unpublish.Success" || command.status?.level == "error" {
                    isPublishing = false
                }
            case ("FCUnpublish", .clientToServer), ("deleteStream", .clientToServer), ("closeStream", .clientToServer),
                ("close", .clientToServer):
                isPublishing = false
            default:
                break
            }
        }
        guard case .sideEnded(let ending) = event.body, event.direction == .clientToServer, isPublishing,
            coverage.isWhole
        else {
            // Whatever the client says behind the server's end is too late to blame it.
            if case .sideEnded = event.body { isPublishing = false }
            return
        }
        isPublishing = false
        deferred.append(
            Finding(
                Self.self, severity: ending == .reset ? .warning : nil, at: event,
                "the publisher sent \(ending == .reset ? "RST" : "FIN") without FCUnpublish, deleteStream or "
                    + "closeStream",
                data: [Field("ending", .text(ending == .reset ? "reset" : "fin"))]))
    }
}
