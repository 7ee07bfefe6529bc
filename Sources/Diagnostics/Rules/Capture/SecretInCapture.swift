import AMF
import Dissection
import Fields
import RTMP
import Redaction

/// Stream keys and tokens that everyone who gets the capture can use.
struct SecretInCapture: Rule {
    static let id = "secret-in-capture"
    static let severity = Severity.note
    static let title = "The capture holds a stream key, a token or a password"
    static let interests: EventInterests = .command
    static let maximumReports = 3
    static let explanation = Explanation(
        meaning: """
            What stands in connect, publish or play is enough to publish or play in somebody's name: a stream name \
            that is a key, a query with a token or signature, a user name with a password, an answer to a challenge.
            """,
        consequence: "Whoever gets the capture, or a report made of it, can use them until they are changed.",
        specification: "none",
        fix: "Share rtmp-dissect redact in.pcap out.pcap, or reports made with --redact; change keys that were shared.",
        tolerance: "Servers: keep keys out of logs.",
        references: [
            "https://github.com/livekit/livekit/pull/4763", "https://github.com/pedroSG94/RootEncoder/pull/2204",
            "https://github.com/Cacsjep/mscp/pull/30", "https://github.com/sorayuki/obs-multi-rtmp/issues/256",
        ])

    /// Stream names that were told of: the same key comes in releaseStream, FCPublish and publish.
    private var told: Set<String> = []
    private static let maximumTold = 64

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard event.direction == .clientToServer, let command = event.command else { return }
        switch command.name.string {
        case "connect":
            guard let properties = command.arguments.first else { return }
            for name in ["app", "tcUrl", "swfUrl", "pageUrl"] {
                if let text = properties[name]?.text, let what = Self.secret(in: text) {
                    tell("\(name) of connect holds \(what)", at: event, report)
                    return
                }
            }
        case "publish", "play", "play2", "FCPublish", "releaseStream":
            guard let name = command.arguments.lazy.compactMap(\.text).first, !told.contains(name) else { return }
            guard told.count < Self.maximumTold else { return }
            if let what = Self.secret(in: name) {
                told.insert(name)
                tell("the stream name of \(command.name.string) holds \(what)", at: event, report)
            } else if Self.isKey(name) {
                told.insert(name)
                tell(
                    "the stream name of \(command.name.string), \(name.utf8.count) characters, looks like a stream key",
                    at: event, report)
            }
        default: break
        }
    }

    /// Never with the secret itself.
    private func tell(_ text: String, at event: Event, _ report: (Finding) -> Void) {
        report(Finding(Self.self, at: event, text))
    }

    /// Names of query items whose values are secrets.
    private static let words = [
        "token", "key", "pass", "pwd", "secret", "sign", "auth", "response", "hash", "md5", "sid", "session",
    ]

    private static func secret(in text: String) -> String? {
        if let mark = text.firstIndex(of: "?") {
            for pair in text[text.index(after: mark)...].split(separator: "&").prefix(32) {
                let parts = pair.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, !parts[1].isEmpty, !Placeholder.matches(parts[1]) else { continue }
                let name = parts[0].lowercased()
                // authmod names a method.
                if name != "authmod", words.contains(where: { name.contains($0) }) {
                    return "a query item \(parts[0].prefix(24))"
                }
            }
        }
        if let start = text.ranges(of: "://").first?.upperBound {
            let authority = text[start...].prefix { !"/?#".contains($0) }
            if let at = authority.lastIndex(of: "@"),
                let password = authority[..<at].split(separator: ":", maxSplits: 1).dropFirst().first,
                !Placeholder.matches(password)
            {
                return "a user name with a password"
            }
        }
        return nil
    }

    /// Letters and digits mixed, as machines make them.
    private static func isKey(_ name: String) -> Bool {
        let bare = name.prefix { $0 != "?" }
        guard bare.utf8.count >= 16 else { return false }
        let digits = bare.utf8.count { (0x30...0x39).contains($0) }
        let letters = bare.utf8.count { (0x61...0x7a).contains($0 | 0x20) }
        return digits >= 4 && letters >= 4
    }
}
