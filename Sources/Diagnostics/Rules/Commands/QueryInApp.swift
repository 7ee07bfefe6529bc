import AMF
import Dissection
import Fields
import RTMP

/// A query in app or tcUrl that is none of a login or of a virtual host.
struct QueryInApp: Rule {
    static let id = "query-in-app"
    static let severity = Severity.note
    static let title = "A query stands in app instead of the stream's name"
    static let interests: EventInterests = .command
    static let explanation = Explanation(
        meaning: "A token or key that an encoder's settings put behind the URL went into app (or tcUrl), not into the "
            + "name that publish or play carries.",
        consequence: "Servers that read tokens from the stream's name do not find it and refuse the stream; servers "
            + "that compare app to their list of applications do not know this one. Where the server wants it there, "
            + "nothing is wrong.",
        specification: "None: RTMP 1.0 knows no queries; where they go is each server's custom.",
        fix: "Put the query behind the stream key in the encoder's settings; libraries: split a URL at the last slash "
            + "before the first question mark.",
        tolerance: "Servers: look for parameters in the stream's name, in app and in tcUrl, in this order.",
        references: [
            "https://github.com/pedroSG94/RootEncoder/pull/2163", "https://github.com/bluenviron/mediamtx/issues/5765",
            "https://github.com/pedroSG94/RootEncoder/issues/1652",
        ])

    private static let expected: Set<Substring> = ["authmod", "vhost", "domain"]

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard let command = event.command, command.name.string == "connect", let properties = command.arguments.first,
            let place = ["app", "tcUrl"].first(where: { properties[$0]?.text?.contains("?") ?? false }),
            let text = properties[place]?.text, let mark = text.firstIndex(of: "?")
        else { return }
        let keys = text[text.index(after: mark)...].split(separator: "&").map { $0.prefix { $0 != "=" } }
        guard !keys.isEmpty, !keys.contains(where: { Self.expected.contains($0) }) else { return }
        report(
            Finding(
                Self.self, at: event,
                "\(place) carries a query (\(keys.prefix(4).joined(separator: ", "))), not the stream's name",
                data: [Field("place", .text(place)), Field("keys", .list(keys.prefix(16).map { .text(String($0)) }))]))
    }
}
