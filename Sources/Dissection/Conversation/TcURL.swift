/// A `tcUrl`, taken apart, with the virtual host by the schemes that servers use (see `VirtualHost`).
public struct TcURL: Equatable, Sendable {
    /// A virtual host and how it was named.
    public struct VirtualHost: Equatable, Sendable {
        /// How it was named, by the forms that servers understand.
        public enum Scheme: String, Sendable {
            /// The URL's host is the name: `rtmp://vhost/app`.
            case normal
            /// The first segment of the app looks like a host name: `rtmp://ip/vhost/app`. A guess.
            case via
            /// `?vhost=name` in app, URL or stream, or `app...vhost...name`.
            case vis
            /// `?domain=name`.
            case vis2
        }

        /// As it was sent.
        public var name: String
        /// How it was named.
        public var scheme: Scheme
    }

    /// As it was sent.
    public var text: String
    /// Lower case: `rtmp`, `rtmps`, …
    public var scheme: String
    /// Before the last `@`.
    public var userInfo: String?
    /// An IPv6 address keeps its brackets.
    public var host: String
    /// `nil` where none was given, or none of 16 bits.
    public var port: Int?
    /// Between the first slash and the query, without surrounding slashes.
    public var path: String
    /// Behind the first `?`.
    public var query: String?

    /// - Returns: `nil` where the text is no URL with a host.
    public init?(_ text: String) {
        self.text = text
        let plain = text.withPlainVirtualHost
        guard let mark = plain.range(of: "://"), mark.lowerBound > plain.startIndex else { return nil }
        scheme = plain[..<mark.lowerBound].lowercased()
        let rest = plain[mark.upperBound...]
        let authorityEnd = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        var authority = rest[..<authorityEnd]
        if let at = authority.lastIndex(of: "@") {
            userInfo = String(authority[..<at])
            authority = authority[authority.index(after: at)...]
        }
        // The port is behind the last colon that is not inside an IPv6 literal's brackets.
        if let colon = authority.lastIndex(of: ":") {
            let digits = authority[authority.index(after: colon)...]
            if digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
                port = UInt16(digits).map(Int.init)
                authority = authority[..<colon]
            }
        }
        host = String(authority)
        guard !host.isEmpty else { return nil }
        let tail = rest[authorityEnd...]
        let queryStart = tail.firstIndex(of: "?")
        path = String(tail[..<(queryStart ?? tail.endIndex)].trimmingSlashes())
        query = queryStart.map { String(tail[tail.index(after: $0)...]) }
    }

    /// The virtual host that this URL, the app and the stream name together mean.
    public func virtualHost(app: String?, stream: String?) -> VirtualHost {
        let queries = [query, app?.afterQuestionMark, stream?.afterQuestionMark].compactMap(\.self)
        for (key, scheme) in [("vhost", VirtualHost.Scheme.vis), ("domain", .vis2)] {
            for query in queries {
                // A query in the middle of the path ends where the path goes on.
                let value = Self.value(of: key, in: query)?.prefix { $0 != "/" } ?? ""
                // SRS: as a domain, its default means that none was named.
                if value.isEmpty || (scheme == .vis2 && value == "__defaultVhost__") { continue }
                return VirtualHost(name: String(value), scheme: scheme)
            }
        }
        let segments = (app ?? path).split(separator: "/", omittingEmptySubsequences: true)
        if segments.count > 1, let first = segments.first, first.contains("."), !first.contains("?") {
            return VirtualHost(name: String(first), scheme: .via)
        }
        return VirtualHost(name: host, scheme: .normal)
    }

    /// The value of a key in `a=b&c=d`, as it stands there.
    static func value(of key: String, in query: String) -> String? {
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, parts[0] == key { return String(parts[1]) }
        }
        return nil
    }
}

extension StringProtocol {
    fileprivate func range(of mark: String) -> Range<Index>? { ranges(of: mark).first }

    fileprivate func trimmingSlashes() -> SubSequence {
        var result = self[...]
        while result.first == "/" { result = result.dropFirst() }
        while result.last == "/" { result = result.dropLast() }
        return result
    }
}

extension String {
    /// SRS: `app...vhost...name` is an old way to write `app?vhost=name`.
    fileprivate var withPlainVirtualHost: String { replacing("...vhost...", with: "?vhost=") }

    fileprivate var afterQuestionMark: String? {
        let plain = withPlainVirtualHost
        return plain.firstIndex(of: "?").map { String(plain[plain.index(after: $0)...]) }
    }
}
