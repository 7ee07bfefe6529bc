import Diagnostics
import Dissection
import Testing
import TestSupport

@Suite("Rules of the handshake")
struct HandshakeRuleTests {
    private static let block = SimpleHandshake.block

    /// A block with bytes 4 to 7 set.
    private static func block(version: [UInt8], time: [UInt8] = [0, 0, 0, 0]) -> [UInt8] {
        time + version + block.dropFirst(8)
    }

    /// A handshake of these packets, and its end.
    private static func session(
        c1: [UInt8] = block, s0: UInt8 = 3, s1: [UInt8] = block, s2: [UInt8]? = nil, c2: [UInt8]? = nil
    ) -> BuiltSession {
        var session = BuiltSession()
        session.send(.clientToServer, [3] + c1)
        session.send(.serverToClient, [s0] + s1 + (s2 ?? c1))
        session.send(.clientToServer, c2 ?? s1)
        session.close(.clientToServer)
        session.close(.serverToClient)
        return session
    }

    @Test("the plain handshake has no finding")
    func healthy() {
        #expect(RuleHarness.findings(in: Self.session()).isEmpty)
    }

    @Test("a version without a digest is noted")
    func digestMissing() throws {
        // Flash 9.0.124.2, and nothing that fits.
        let findings = RuleHarness.findings(in: Self.session(c1: Self.block(version: [9, 0, 124, 2])))
        let finding = try #require(findings.of("handshake-digest-missing").first)
        #expect(finding.text.hasPrefix("C1 gives version 9.0.124.2"))
        #expect(finding.severity == .note)
    }

    @Test("the peer's time in the version field is noted")
    func versionField() {
        let c1 = Self.block(version: [0, 0, 0, 0], time: [0, 0, 4, 1])
        let findings = RuleHarness.findings(in: Self.session(c1: c1, s1: Self.block(version: [0, 0, 4, 1])))
        #expect(
            findings.of("handshake-version-field").map(\.text) == ["S1 holds the peer's time (1025) where zero belongs"]
        )
        #expect(findings.of("handshake-digest-missing").isEmpty)
    }

    @Test("an S2 that answers nothing is an error, such a C2 a note")
    func replies() throws {
        let other = [UInt8](repeating: 0x55, count: 1536)
        let s2 = RuleHarness.findings(in: Self.session(s2: other)).of("handshake-reply-unrelated")
        #expect(s2.map(\.severity) == [.error])
        #expect(s2.first?.text == "S2 is no answer to C1: none of its bytes come back, and C1 has no digest to sign")
        let c2 = RuleHarness.findings(in: Self.session(c2: other)).of("handshake-reply-unrelated")
        #expect(c2.map(\.severity) == [.note])
        // Bytes 4 to 7 are the time of reading.
        let timed = RuleHarness.findings(in: Self.session(s2: Self.block(version: [1, 2, 3, 4])))
        #expect(timed.of("handshake-reply-unrelated").isEmpty)
    }

    @Test("S0 of another kind than C0 is an error")
    func version() {
        let findings = RuleHarness.findings(in: Self.session(s0: 6))
        #expect(
            findings.of("handshake-version-mismatch").map(\.text) == ["C0 asks for version 3, S0 answers 6 (RTMPE)"])
    }

    @Test("whoever owed bytes when the handshake broke off is named")
    func stall() throws {
        var silent = BuiltSession()
        silent.send(.clientToServer, [3] + Self.block)
        silent.wait(seconds: 10)
        silent.close(.clientToServer)
        silent.close(.serverToClient)
        let finding = try #require(RuleHarness.findings(in: silent).of("handshake-stalled").first)
        #expect(finding.severity == .error)
        #expect(
            finding.text
                == "the client closed after 10.01 s with client 1537 and server 0 of 3073 handshake bytes sent: the "
                + "server owed S0 and S1")

        var leaving = BuiltSession()
        leaving.send(.clientToServer, [3] + Self.block)
        leaving.send(.serverToClient, SimpleHandshake.side)
        leaving.close(.clientToServer)
        leaving.close(.serverToClient)
        let left = try #require(RuleHarness.findings(in: leaving).of("handshake-stalled").first)
        #expect(left.severity == .warning)
        #expect(left.text.hasSuffix("the client owed C2"))
    }

    @Test("a capture that ends or has a hole inside the handshake blames nobody")
    func stallOfTheCapture() {
        var short = BuiltSession()
        short.send(.clientToServer, [3] + Self.block)
        #expect(RuleHarness.findings(in: short).of("handshake-stalled").isEmpty)

        var holed = BuiltSession()
        holed.lose(.clientToServer, count: 500)
        holed.send(.clientToServer, Array(Self.block.dropFirst(499)))
        holed.send(.serverToClient, [3] + Self.block)
        holed.close(.clientToServer)
        holed.close(.serverToClient)
        #expect(RuleHarness.findings(in: holed).of("handshake-stalled").isEmpty)
    }

    @Test("RTMPE that ends at its key exchange is an error of its own")
    func encrypted() {
        var session = BuiltSession()
        session.send(.clientToServer, [6] + Self.block)
        session.close(.serverToClient)
        session.close(.clientToServer)
        let findings = RuleHarness.findings(in: session)
        #expect(
            findings.of("rtmpe-handshake-failed").map(\.text) == [
                "the client asked for RTMPE; the server ended the connection after 1537 bytes from the client, 0 from "
                    + "the server"
            ])
        #expect(findings.of("handshake-stalled").isEmpty)
    }

    @Test("HTTP on port 1935 is named, with what it got")
    func http() {
        var session = BuiltSession()
        session.send(.clientToServer, Array("GET /live/cam.flv HTTP/1.1\r\nHost: example.com\r\n\r\n".utf8))
        session.close(.serverToClient)
        session.close(.clientToServer)
        let findings = RuleHarness.findings(in: session).of("not-rtmp")
        #expect(findings.map(\.severity) == [.error])
        #expect(findings.first?.text.hasPrefix("http") ?? false)
        #expect(findings.first?.text.hasSuffix("comes where RTMP is expected and gets no answer") ?? false)
    }

    @Test("TLS that is answered in kind is only noted")
    func tls() {
        // A record of handshake type 1 (ClientHello), and a ServerHello with much behind it.
        let hello: [UInt8] =
            [0x16, 3, 1, 0, 46, 1, 0, 0, 42, 3, 3] + [UInt8](repeating: 7, count: 32) + [0, 0, 2, 0x13, 1, 1, 0, 0, 0]
        var session = BuiltSession()
        session.send(.clientToServer, hello)
        session.send(.serverToClient, [0x16, 3, 3, 2, 0, 2, 0, 1, 0xfc, 3, 3] + [UInt8](repeating: 9, count: 506))
        session.close(.clientToServer)
        session.close(.serverToClient)
        #expect(RuleHarness.findings(in: session).of("not-rtmp").map(\.severity) == [.note])
        var unanswered = BuiltSession()
        unanswered.send(.clientToServer, hello)
        unanswered.close(.serverToClient)
        unanswered.close(.clientToServer)
        #expect(RuleHarness.findings(in: unanswered).of("not-rtmp").map(\.severity) == [.error])
    }
}
