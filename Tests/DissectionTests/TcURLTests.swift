import Testing

@testable import Dissection

@Suite struct TcURLTests {
    private static func parts(_ text: String) -> [String?]? {
        TcURL(text).map { [$0.scheme, $0.userInfo, $0.host, $0.port.map(String.init), $0.path, $0.query] }
    }

    @Test(
        "a tcUrl is taken apart",
        arguments: [
            ("rtmp://h/live", ["rtmp", nil, "h", nil, "live", nil]),
            ("RTMPS://h:443/live/", ["rtmps", nil, "h", "443", "live", nil]),
            ("rtmpt://h:80/a/b", ["rtmpt", nil, "h", "80", "a/b", nil]),
            ("rtmpe://h//a", ["rtmpe", nil, "h", nil, "a", nil]),
            ("rtmpte://h", ["rtmpte", nil, "h", nil, "", nil]),
            ("rtmpts://h/", ["rtmpts", nil, "h", nil, "", nil]),
            ("rtmfp://h:1935/a", ["rtmfp", nil, "h", "1935", "a", nil]),
            ("rtmp://[::1]/live", ["rtmp", nil, "[::1]", nil, "live", nil]),
            ("rtmp://[fd00::2]:1936/live", ["rtmp", nil, "[fd00::2]", "1936", "live", nil]),
            ("rtmp://u:p@h:1935/live?a=b", ["rtmp", "u:p", "h", "1935", "live", "a=b"]),
            ("rtmp://u@ss:w@h/live", ["rtmp", "u@ss:w", "h", nil, "live", nil]),
            // The port is empty, is none of 16 bits, or is none at all.
            ("rtmp://h:/live", ["rtmp", nil, "h", nil, "live", nil]),
            ("rtmp://h:99999/live", ["rtmp", nil, "h", nil, "live", nil]),
            ("rtmp://h:-1/live", ["rtmp", nil, "h:-1", nil, "live", nil]),
            ("rtmp://h:x/live", ["rtmp", nil, "h:x", nil, "live", nil]),
            // A query and nothing before it; more than one question mark.
            ("rtmp://h?vhost=v", ["rtmp", nil, "h", nil, "", "vhost=v"]),
            ("rtmp://h/live?a=1?b=2", ["rtmp", nil, "h", nil, "live", "a=1?b=2"]),
            ("rtmp://h/live...vhost...v", ["rtmp", nil, "h", nil, "live", "vhost=v"]),
        ] as [(String, [String?])])
    func parsing(text: String, expected: [String?]) {
        #expect(Self.parts(text) == expected)
        #expect(TcURL(text)?.text == text)
    }

    @Test(
        "what has no scheme or no host is no tcUrl",
        arguments: [
            "", "live", "/live", "h:1935/live", "rtmp:/h/live", "rtmp:///live", "rtmp://", "://h/live", "rtmp://:80/x",
        ])
    func refusal(text: String) {
        #expect(TcURL(text) == nil)
    }

    @Test("hostile strings are taken apart or refused, never trapped on")
    func hostile() {
        let pieces = [
            "rtmp", "://", "/", "?", "#", "@", ":", "[", "]", "...vhost...", "=", "&", "\0", "\u{202e}", "é", "%00",
            "9",
        ]
        var texts: [String] = [""]
        for _ in 0..<3 { texts = texts.flatMap { text in pieces.map { text + $0 } } }
        for text in texts {
            for candidate in [text, "rtmp://" + text, "rtmp://h/" + text] {
                guard let url = TcURL(candidate) else { continue }
                #expect(!url.host.isEmpty)
                #expect(url.port.map { (0...65535).contains($0) } ?? true)
                _ = url.virtualHost(app: text, stream: text)
            }
        }
        let long = "rtmp://" + String(repeating: "a:@[/?", count: 20_000)
        _ = TcURL(long)?.virtualHost(app: long, stream: long)
    }

    @Test(
        "the virtual host by the four schemes",
        arguments: [
            // (tcUrl, app, stream) → name, scheme
            ("rtmp://cam.example/live", "live", "s", "cam.example", TcURL.VirtualHost.Scheme.normal),
            ("rtmp://cam.example:1935/live", "live", "s?token=1", "cam.example", .normal),
            ("rtmp://192.0.2.1/cam.example/live", "cam.example/live", "s", "cam.example", .via),
            ("rtmp://192.0.2.1/live", "live", "s?vhost=cam.example", "cam.example", .vis),
            ("rtmp://192.0.2.1/live?vhost=cam.example", "live?vhost=cam.example", "s", "cam.example", .vis),
            ("rtmp://192.0.2.1/live...vhost...cam.example", "live...vhost...cam.example", "s", "cam.example", .vis),
            ("rtmp://192.0.2.1/live", "live...vhost...cam.example", "s", "cam.example", .vis),
            ("rtmp://192.0.2.1/live", "live", "s?a=1&domain=cam.example", "cam.example", .vis2),
            // SRS: vhost goes before domain; the default is no domain; a query in the path ends at the next slash.
            ("rtmp://192.0.2.1/live", "live?domain=other", "s?vhost=cam.example", "cam.example", .vis),
            ("rtmp://h.example/live", "live", "s?domain=__defaultVhost__", "h.example", .normal),
            ("rtmp://192.0.2.1/live?vhost=cam.example/s", "live", "", "cam.example", .vis),
            // Nothing named: empty values, other keys, a dotted segment that is not the first.
            ("rtmp://h.example/live", "live?vhost=", "s", "h.example", .normal),
            ("rtmp://h.example/live", "live?myvhost=x", "s", "h.example", .normal),
            ("rtmp://h.example/live/v1.2", "live/v1.2", "s", "h.example", .normal),
            ("rtmp://h.example/a.b", "a.b", "s", "h.example", .normal),
        ])
    func virtualHost(text: String, app: String, stream: String, name: String, scheme: TcURL.VirtualHost.Scheme) {
        #expect(TcURL(text)?.virtualHost(app: app, stream: stream) == TcURL.VirtualHost(name: name, scheme: scheme))
    }

    @Test("without an app or a stream name the path of the URL tells")
    func withoutApp() {
        let url = TcURL("rtmp://192.0.2.1/cam.example/live")
        #expect(url?.virtualHost(app: nil, stream: nil).name == "cam.example")
        #expect(TcURL("rtmp://h/x?vhost=v")?.virtualHost(app: nil, stream: nil).scheme == .vis)
    }
}
