import Diagnostics
import Dissection
import Fields
import TestSupport
import Testing

/// Logins and redirects over several connections, told as one story.
@Suite("Stories")
struct StoryTests {
    private static let needAuth = "[ AccessManager.Reject ] : [ code=403 need auth; authmod=adobe ] : "
    private static let challenge =
        "[ AccessManager.Reject ] : [ authmod=adobe ] : ?reason=needauth&user=u&salt=s&challenge=c&opaque=o"
    private static let nonce = "[ AccessManager.Reject ] : [ authmod=llnw ] : ?reason=needauth&user=u&nonce=n"

    /// A connection of the same client a second later than the one before it.
    private static func connection(
        _ number: Int, query: String = "", host: String = "198.51.100.7", server: UInt32 = 0xc633_6407,
        _ steps: (inout BuiltSession) -> Void
    ) -> BuiltSession {
        var session = BuiltSession(
            clientPort: 50_000 + UInt16(number), server: server, time: 1_700_000_000 + Int64(number))
        session.handshake()
        session.connect(app: "live\(query)", tcURL: "rtmp://\(host)/live\(query)")
        steps(&session)
        return session
    }

    private static func refused(_ number: Int, query: String = "", _ description: String) -> BuiltSession {
        connection(number, query: query) {
            $0.refuse(1, "NetConnection.Connect.Rejected", description)
            $0.close(.serverToClient)
            $0.close(.clientToServer)
        }
    }

    private static func accepted(
        _ number: Int, query: String = "", host: String = "198.51.100.7", server: UInt32 = 0xc633_6407
    ) -> BuiltSession {
        connection(number, query: query, host: host, server: server) {
            $0.command(
                .serverToClient, "_result", 1,
                [.null, .object([("level", .string("status")), ("code", .string("NetConnection.Connect.Success"))])])
        }
    }

    /// Something else goes on for so long.
    private static func later(_ seconds: Int64) -> BuiltSession {
        BuiltSession(clientPort: 60_000, server: 0xc633_6463, time: 1_700_000_000 + seconds)
    }

    private func story(_ rule: String, _ sessions: [BuiltSession]) throws -> Finding {
        let findings = RuleHarness.findings(in: sessions).of(rule)
        #expect(findings.count == 1, "\(findings.lines)")
        return try #require(findings.first)
    }

    private func outcome(_ finding: Finding) -> String? {
        guard case .text(let outcome)? = finding.data.first(where: { $0.name == "outcome" })?.value else { return nil }
        return outcome
    }

    // MARK: Logins

    private let named = "?authmod=adobe&user=u"
    private let answered = "?authmod=adobe&user=u&challenge=c2&response=r&opaque=o"

    @Test("three connections of a login are one story")
    func login() throws {
        let finding = try story(
            "login-story",
            [
                Self.refused(0, Self.needAuth), Self.refused(1, query: named, Self.challenge),
                Self.accepted(2, query: answered),
            ])
        #expect(finding.severity == .note)
        #expect(finding.flow == nil && finding.flows == [1, 2, 3])
        #expect(outcome(finding) == "accepted")
        #expect(
            finding.text.hasPrefix(
                "login with authmod=adobe as \"u\": flow 1 came without a user and was asked for a login; flow 2 named "
                    + "the user and was sent a challenge; flow 3 answered and was accepted, 2"), "\(finding.text)")
    }

    @Test("llnw is told like adobe")
    func llnw() throws {
        let finding = try story(
            "login-story",
            [
                Self.refused(0, query: "?authmod=llnw&user=u", Self.nonce),
                Self.accepted(1, query: "?authmod=llnw&user=u&nonce=n&cnonce=c&nc=00000001&response=r"),
            ])
        #expect(finding.text.contains("authmod=llnw"), "\(finding.text)")
        #expect(outcome(finding) == "accepted")
    }

    @Test(
        "a refusal says which step failed and why",
        arguments: [
            ("authfailed", "opaque=o", "flow 2 answered and was refused: authfailed (a wrong password"),
            ("authfailed", "x=y", "(the opaque that came with the challenge was not sent back)"),
            ("nosuchuser", "opaque=o", "(the server does not know the user)"),
        ])
    func refusal(reason: String, opaque: String, says: String) throws {
        let finding = try story(
            "login-story",
            [
                Self.refused(0, query: named, Self.challenge),
                Self.refused(
                    1, query: "?authmod=adobe&user=u&challenge=c2&response=r&\(opaque)",
                    "[ AccessManager.Reject ] : [ authmod=adobe ] : ?reason=\(reason)"),
            ])
        #expect(outcome(finding) == "refused")
        #expect(finding.text.contains(says), "\(finding.text)")
    }

    @Test("a client that never comes back is a warning, unless the capture ends too soon")
    func abandoned() throws {
        let finding = try story(
            "login-story", [Self.refused(0, query: named, Self.challenge), Self.later(30)])
        #expect(finding.severity == .warning)
        #expect(finding.text.contains("the client never came back with an answer, in 2"), "\(finding.text)")
        let early = try story("login-story", [Self.refused(0, Self.needAuth)])
        #expect(early.severity == .note)
        #expect(outcome(early) == "unfinished")
    }

    @Test("after a minute nothing more is waited for")
    func forgotten() throws {
        let finding = try story("login-story", [Self.refused(0, Self.needAuth), Self.accepted(90), Self.later(200)])
        #expect(finding.text.contains("the client never came back with a user name, in 89."), "\(finding.text)")
    }

    @Test("a server that lets a named user in without a challenge does not check")
    func unchecked() throws {
        let finding = try story("login-story", [Self.accepted(0, query: named)])
        #expect(finding.text.contains("was accepted without a challenge"), "\(finding.text)")
    }

    @Test("a server that refuses for another reason knows no login")
    func unknown() throws {
        let finding = try story("login-story", [Self.refused(0, query: named, "no such app")])
        #expect(finding.text.contains("the server does not know authmod perhaps"), "\(finding.text)")
    }

    @Test("sessions without a login have no story")
    func silent() {
        let findings = RuleHarness.findings(in: [Self.accepted(0), Self.refused(1, "on a whim")])
        #expect(findings.of("login-story").isEmpty && findings.of("redirect-story").isEmpty)
    }

    @Test("a client that tries for ever makes no endless story")
    func bounded() throws {
        let finding = try story(
            "login-story", (0..<40).map { Self.refused($0, Self.needAuth) } + [Self.later(60)])
        guard case .list(let steps)? = finding.data.first(where: { $0.name == "steps" })?.value else {
            Issue.record("no steps")
            return
        }
        #expect(steps.count == 8)
    }

    @Test("what a peer sends is quoted up to a bound")
    func clipped() throws {
        let url = "rtmp://198.51.100.9/" + String(repeating: "x", count: 60_000)
        let finding = try story("redirect-story", [Self.sent(0, to: url), Self.later(20)])
        #expect(finding.text.utf8.count < 2000)
        for ending in RuleHarness.endings(in: [Self.sent(0, to: url)]) { #expect(ending.text.utf8.count < 2000) }
    }

    @Test("the login in a real capture is accepted")
    func captured() throws {
        let findings = try RuleHarness.findings(inCapture: "ffmpeg-authenticates-at-crtmpserver.pcap")
        let finding = try #require(findings.of("login-story").first)
        #expect(finding.flows == [1, 2, 3])
        #expect(outcome(finding) == "accepted")
    }

    // MARK: Redirects

    private static let elsewhere = "rtmp://198.51.100.9/live"
    private static let other: UInt32 = 0xc633_6409

    private static func sent(_ number: Int, to url: String = elsewhere) -> BuiltSession {
        connection(number) {
            $0.redirect(to: url)
            $0.close(.clientToServer)
            $0.close(.serverToClient)
        }
    }

    @Test("a client that follows and publishes there")
    func followed() throws {
        let there = BuiltSession.published(Self.accepted(1, host: "198.51.100.9", server: Self.other))
        let finding = try story("redirect-story", [Self.sent(0), there])
        #expect(finding.severity == .note)
        #expect(finding.flows == [1, 2])
        #expect(outcome(finding) == "published")
        #expect(
            finding.text.contains("flow 1 was sent to rtmp://198.51.100.9/live; the client followed in flow 2 after "),
            "\(finding.text)")
        #expect(finding.text.hasSuffix("and published there"), "\(finding.text)")
    }

    @Test("a host name is known again by the tcUrl")
    func name() throws {
        let finding = try story(
            "redirect-story",
            [
                Self.sent(0, to: "rtmp://Edge.Example:1935/live"),
                .played(Self.accepted(1, host: "edge.example", server: Self.other)),
            ])
        #expect(outcome(finding) == "played")
    }

    @Test("a client that does not follow is a warning, and where it went instead is said")
    func notFollowed() throws {
        let finding = try story("redirect-story", [Self.sent(0), Self.accepted(1), Self.later(20)])
        #expect(finding.severity == .warning)
        #expect(outcome(finding) == "not_followed")
        #expect(finding.text.contains("no connection of the client to it is in the capture"), "\(finding.text)")
        #expect(finding.text.hasSuffix("it came back to the same server in flow 2"), "\(finding.text)")
    }

    @Test("a chain of redirects is one story")
    func chain() throws {
        let second = Self.connection(1, host: "198.51.100.9", server: Self.other) {
            $0.redirect(to: "rtmp://198.51.100.10/live")
            $0.close(.clientToServer)
            $0.close(.serverToClient)
        }
        let third = Self.connection(2, host: "198.51.100.10", server: 0xc633_640a) {
            $0.refuse(1, "NetConnection.Connect.InvalidApp", "no such app")
        }
        let finding = try story("redirect-story", [Self.sent(0), second, third])
        #expect(finding.flows == [1, 2, 3])
        #expect(outcome(finding) == "refused")
        #expect(finding.text.hasSuffix("and was refused there: NetConnection.Connect.InvalidApp, \"no such app\""))
    }

    @Test("a reconnect request is followed like a redirect")
    func reconnect() throws {
        let asked = BuiltSession.make(.streaming()) {
            $0.command(
                .serverToClient, "onStatus", 0,
                [
                    .null,
                    .object([
                        ("level", .string("status")), ("code", .string("NetConnection.Connect.ReconnectRequest")),
                        ("tcUrl", .string(Self.elsewhere)),
                    ]),
                ])
        }
        let there = BuiltSession.published(Self.accepted(5, host: "198.51.100.9", server: Self.other))
        let finding = try story("redirect-story", [asked, there])
        #expect(outcome(finding) == "published")
        #expect(finding.text.hasPrefix("flow 1 was asked to connect again to "), "\(finding.text)")
    }
}
