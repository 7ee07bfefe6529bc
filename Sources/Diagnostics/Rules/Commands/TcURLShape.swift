import AMF
import Dissection
import Fields
import RTMP

/// app and tcUrl that servers take apart differently.
struct TcURLShape: Rule {
    static let id = "tcurl-shape"
    static let severity = Severity.warning
    static let title = "app and tcUrl do not fit together, or have slashes to spare"
    static let interests: EventInterests = .command
    static let explanation = Explanation(
        meaning:
            "connect says twice where it wants to go: in app, and in the path of tcUrl. Here the two differ, or one "
            + "of them ends in a slash or has two slashes in a row.",
        consequence: "Some servers look at app, others at tcUrl, and few cut slashes: \"live/\" is another application "
            + "than \"live\" to nginx-rtmp and Node-Media-Server, and the connect is refused.",
        specification:
            "RTMP 1.0 § 7.2.1.1: app is the application's name, tcUrl the server's URL with the application.",
        fix: "Send in app what stands behind the host in tcUrl, without slashes before and behind it, and the stream's "
            + "name only in publish or play.",
        tolerance: "Cut slashes at both ends before looking an application up, and take runs of slashes for one.",
        references: [
            "https://github.com/arut/nginx-rtmp-module/issues/8",
            "https://github.com/illuspas/Node-Media-Server/issues/19",
            "https://github.com/ZLMediaKit/ZLMediaKit/issues/2298", "https://github.com/ossrs/srs-librtmp/issues/22",
        ])

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard let command = event.command, command.name.string == "connect", event.direction == .clientToServer,
            let properties = command.arguments.first
        else { return }
        let app = properties["app"]?.text
        let text = properties["tcUrl"]?.text
        var faults: [String] = []
        if let app {
            let path = app.prefix { $0 != "?" }
            if path.hasSuffix("/") { faults.append("app \"\(app)\" ends in a slash") }
            if path.hasPrefix("/") { faults.append("app \"\(app)\" begins with a slash") }
            if path.contains("//") { faults.append("app \"\(app)\" has two slashes in a row") }
        }
        if let text, let url = TcURL(text) {
            let plain = text.prefix { $0 != "?" }
            // The path without a slash, or nothing, ends at the host.
            if plain.hasSuffix("/"), !url.path.isEmpty { faults.append("tcUrl ends in a slash") }
            if url.path.contains("//") { faults.append("the path of tcUrl has two slashes in a row") }
            if let app, faults.isEmpty, Self.core(app) != Self.core(url.path) {
                faults.append("app is \"\(app)\", the path of tcUrl \"\(url.path)\"")
            }
        }
        guard !faults.isEmpty else { return }
        report(
            Finding(
                Self.self, at: event, faults.joined(separator: "; "),
                data: (app.map { [Field("app", .text($0))] } ?? []) + (text.map { [Field("tc_url", .text($0))] } ?? []))
        )
    }

    /// Without the query, the old way to write one, and the name of the default instance.
    private static func core(_ path: String) -> Substring {
        var core = path.replacing("...vhost...", with: "?vhost=").prefix { $0 != "?" }
        if core.hasSuffix("/_definst_") { core = core.dropLast("/_definst_".count) }
        return core
    }
}
