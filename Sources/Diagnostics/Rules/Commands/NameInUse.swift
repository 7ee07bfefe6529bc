import AMF
import Dissection
import Fields
import RTMP

/// NetStream.Publish.BadName.
struct NameInUse: Rule {
    static let id = "publish-bad-name"
    static let severity = Severity.error
    static let title = "The server refused the stream's name"
    static let interests: EventInterests = .command
    static let maximumReports = 4
    static let explanation = Explanation(
        meaning: "NetStream.Publish.BadName: somebody publishes under this name already, or the server does not like "
            + "the name. After a lost connection that somebody is often the encoder's own dead session.",
        consequence:
            "The encoder cannot publish; most reconnect at once and are refused again until the server notices "
            + "that the old session is gone.",
        specification: "RTMP 1.0 § 7.2.2.6 names only Publish.Start; the code is from Adobe's list of status codes.",
        fix: "End sessions with FCUnpublish and deleteStream; send releaseStream before publish, which asks the server "
            + "to drop a dead publisher; wait before reconnecting.",
        tolerance: "Servers: close silent publishers after some seconds, or let the newer one win.",
        references: [
            "https://github.com/arut/nginx-rtmp-module/issues/428",
            "https://github.com/illuspas/Node-Media-Server/issues/22",
            "https://github.com/pedroSG94/RootEncoder/issues/851",
        ])

    /// It had accepted the name before.
    private var isPublished = false

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        if event.command?.name.string == "publish" { isPublished = false }
        guard let status = event.command?.status else { return }
        if status.code == "NetStream.Publish.Start", event.command?.name.string == "onStatus" { isPublished = true }
        guard status.code == "NetStream.Publish.BadName" else { return }
        let name = event.message?.stream?.name
        report(
            Finding(
                Self.self, at: event,
                "the server \(isPublished ? "took" : "refused") "
                    + (name.map { "the name \"\($0)\"" } ?? "the stream's name") + (isPublished ? " away" : "")
                    + (status.description.map { ": \($0)" } ?? ""),
                data: (name.map { [Field("stream", .text($0))] } ?? [])
                    + (status.description.map { [Field("description", .text($0))] } ?? [])))
    }
}
