import AMF
import RTMP

/// Where a refused connect sends the client.
enum RedirectTarget {
    /// The URL of `ex.redirect` (with `ex.code` 302, as SRS and AMS send it), or of `redirect` in the status itself.
    static func url(in command: Command) -> String? {
        for value in command.arguments.prefix(4) {
            let exception = value["ex"]
            for place in [exception?["redirect"], exception?["redirect2"], value["redirect"]] {
                if let url = place?.text, !url.isEmpty { return url }
            }
        }
        return nil
    }
}
