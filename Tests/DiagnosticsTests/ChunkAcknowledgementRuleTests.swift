import Diagnostics
import Dissection
import Testing
import TestSupport

@Suite("Rules of windows and acknowledgements")
struct ChunkAcknowledgementRuleTests {
    /// A publisher whose window is `window`, that sends `seconds` messages of 100 kB with what the server does behind
    /// each.
    private static func session(
        window: UInt32 = 250_000, messages: Int, _ server: (inout BuiltSession, Int) -> Void = { _, _ in }
    ) -> BuiltSession {
        var session = BuiltSession.publishing()
        session.control(.clientToServer, type: 5, window)
        session.control(.clientToServer, type: 1, 65_536)
        session.chunks[0].chunkSize = 65_536
        for index in 0..<messages {
            session.message(
                .clientToServer, type: 9, csid: 6, stream: 1, timestamp: UInt32(index * 1000),
                [0x27, 1, 0, 0, 0] + [UInt8](repeating: 0x41, count: 99_995))
            server(&session, index)
        }
        return session
    }

    private static func acknowledge(_ session: inout BuiltSession, _ value: Int) {
        session.control(.serverToClient, type: 3, UInt32(truncatingIfNeeded: value))
    }

    @Test("no acknowledgement in two windows is a warning about the receiver")
    func missing() throws {
        let findings = RuleHarness.findings(in: Self.session(messages: 10)).of("ack-missing")
        #expect(findings.count == 1)
        let finding = try #require(findings.first)
        #expect(finding.severity == .warning)
        #expect(finding.direction == .serverToClient)
        #expect(finding.text.hasPrefix("the server has got "))
        #expect(finding.text.hasSuffix("of a 250 kB window of the client: no acknowledgement"))
    }

    @Test("an acknowledgement that is late because the line is slow is none that is missing")
    func late() {
        // The fourth message overruns the window twice; the acknowledgement of it comes.
        let session = Self.session(window: 50_000, messages: 12) { session, index in
            if index % 4 == 0 { Self.acknowledge(&session, index * 100_000 + 1) }
        }
        let findings = RuleHarness.findings(in: session).of("ack-missing")
        #expect(findings.isEmpty, "\(findings.lines)")
    }

    @Test("acknowledgements that stop are missed after five seconds")
    func stopped() {
        let session = Self.session(window: 50_000, messages: 12) { session, index in
            if index == 0 { Self.acknowledge(&session, 100_000) }
            session.wait(seconds: 1)
        }
        let findings = RuleHarness.findings(in: session).of("ack-missing")
        #expect(findings.map(\.severity) == [.warning])
        #expect(findings.first?.text.hasSuffix("no acknowledgement after the first 1") ?? false, "\(findings.lines)")
    }

    @Test("an acknowledgement each window is right, with or without the handshake")
    func present() {
        for handshake in [0, 3073] {
            let session = Self.session(messages: 20) { session, index in
                if index % 2 == 1 { Self.acknowledge(&session, (index + 1) * 100_000 + handshake) }
            }
            let findings = RuleHarness.findings(in: session)
            #expect(findings.of("ack-missing").isEmpty && findings.of("ack-value").isEmpty, "\(findings.lines)")
        }
    }

    @Test("an acknowledgement of more than was sent is a warning")
    func tooMuch() {
        let session = Self.session(messages: 3) { session, index in
            if index == 0 { Self.acknowledge(&session, 2_500_000) }
        }
        let findings = RuleHarness.findings(in: session).of("ack-value")
        #expect(findings.map(\.severity) == [.warning])
        #expect(findings.first?.text.hasPrefix("acknowledges 2500000 bytes, while the peer had sent ") ?? false)
    }

    @Test("increments instead of totals are a warning")
    func increments() {
        let session = Self.session(messages: 8) { session, index in
            if index % 2 == 1 { Self.acknowledge(&session, 200_000) }
        }
        let findings = RuleHarness.findings(in: session).of("ack-value")
        #expect(findings.first?.text.hasSuffix("an increment instead of the total") ?? false, "\(findings.lines)")
        #expect(findings.allSatisfy { $0.severity == .warning })
    }

    @Test("a set peer bandwidth that brings no window is noted where acknowledgements would be due")
    func peerBandwidth() {
        func session(answered: Bool) -> BuiltSession {
            var session = BuiltSession.publishing()
            session.control(.serverToClient, type: 6, 100_000, extra: [2])
            if answered { session.control(.clientToServer, type: 5, 100_000) }
            session.control(.clientToServer, type: 1, 65_536)
            session.chunks[0].chunkSize = 65_536
            session.message(
                .clientToServer, type: 9, csid: 6, stream: 1,
                [0x27, 1, 0, 0, 0] + [UInt8](repeating: 1, count: 150_000))
            return session
        }
        let findings = RuleHarness.findings(in: session(answered: false)).of("peer-bandwidth-unanswered")
        #expect(findings.map(\.severity) == [.note])
        #expect(RuleHarness.findings(in: session(answered: true)).of("peer-bandwidth-unanswered").isEmpty)
    }

    @Test(
        "a window of 0, or of more than 2³¹, is a warning",
        arguments: [0, 512, 1024, 2_500_000, 0x8000_0000] as [UInt32])
    func windowSize(size: UInt32) {
        var session = BuiltSession.publishing()
        session.control(.clientToServer, type: 5, size)
        let findings = RuleHarness.findings(in: session).of("window-size-extreme")
        #expect(findings.isEmpty == (1024...0x7fff_ffff).contains(size))
    }
}
