import Diagnostics
import Dissection
import Testing
import TestSupport

@Suite("Rules of chunk sizes that are not kept, and of messages that are too large")
struct ChunkSizeRuleTests {
    /// Sorenson H.263 that looks like no header: its bytes are those of letters.
    private static func video(_ count: Int, timestamp: UInt32) -> SentMessage {
        SentMessage(
            chunkStreamID: 6, type: 9, messageStreamID: 1, timestamp: timestamp,
            payload: [0x22] + (1..<count).map { UInt8(truncatingIfNeeded: 0x61 + $0 % 26) })
    }

    /// A publisher that says one size and cuts at another, in ten frames of 1000 bytes.
    private static func session(announced: UInt32?, cut: Int) -> BuiltSession {
        var session = BuiltSession.publishing()
        if let announced { session.control(.clientToServer, type: 1, announced) }
        session.chunks[0].chunkSize = cut
        for index in 0..<10 as Range<UInt32> {
            session.chunks[0].write(video(1000, timestamp: index * 40), format: index == 0 ? 0 : 1)
        }
        session.flush(.clientToServer)
        session.unpublish()
        return session
    }

    @Test("who goes on cutting at the old size is told both sizes")
    func old() throws {
        let findings = RuleHarness.findings(in: Self.session(announced: 4096, cut: 128))
        let finding = try #require(findings.of("chunk-size-not-applied").first, "\(findings.lines)")
        #expect(finding.severity == .error)
        #expect(finding.direction == .clientToServer)
        #expect(finding.text.hasPrefix("the client announced chunks of 4096 bytes in packet "), "\(finding.text)")
        #expect(finding.text.contains("goes on cutting at the old 128"), "\(finding.text)")
    }

    @Test("who cuts at a size that was never announced is told that")
    func unannounced() throws {
        let findings = RuleHarness.findings(in: Self.session(announced: nil, cut: 500))
        let finding = try #require(findings.of("chunk-size-not-applied").first, "\(findings.lines)")
        #expect(finding.text.hasPrefix("the client cuts at 500 bytes without having announced it"), "\(finding.text)")
    }

    @Test("sizes that are kept have no finding", arguments: [128, 500, 4096])
    func kept(size: Int) {
        let findings = RuleHarness.findings(in: Self.session(announced: UInt32(size), cut: size))
        #expect(findings.of("chunk-size-not-applied").isEmpty, "\(findings.lines)")
        #expect(findings.of("chunk-boundary-lost").isEmpty, "\(findings.lines)")
    }

    @Test("an announcement that the capture lost is not held against the sender")
    func lostAnnouncement() {
        var session = BuiltSession.publishing()
        // fmt 0, chunk stream 2, four bytes of size: sixteen bytes that were not captured.
        session.lose(.clientToServer, count: 16)
        session.chunks[0].chunkSize = 500
        for index in 0..<10 as Range<UInt32> { session.chunks[0].write(Self.video(1000, timestamp: index * 40)) }
        session.flush(.clientToServer)
        session.unpublish()
        let findings = RuleHarness.findings(in: session)
        #expect(findings.of("chunk-size-not-applied").isEmpty, "\(findings.lines)")
    }

    /// A publisher whose frame of `count` bytes is under way when the server breaks off.
    private static func unfinished(_ count: Int, by direction: Direction) -> BuiltSession {
        var session = BuiltSession.publishing()
        session.control(.clientToServer, type: 1, 65_536)
        // fmt 0, chunk stream 6, timestamp 0, the length, video, stream 1; then the first chunk.
        let length = [UInt8(count >> 16 & 255), UInt8(count >> 8 & 255), UInt8(count & 255)]
        session.send(
            .clientToServer,
            [6, 0, 0, 0] + length + [9, 1, 0, 0, 0, 0x17, 1, 0, 0, 0] + [UInt8](repeating: 0x41, count: 50_000))
        session.close(direction, reset: true)
        return session
    }

    @Test("a server that breaks off inside a message of more than a megabyte has probably a limit")
    func tooLarge() throws {
        let findings = RuleHarness.findings(in: Self.unfinished(1_425_947, by: .serverToClient))
        let finding = try #require(findings.of("message-too-large").first, "\(findings.lines)")
        #expect(finding.severity == .error)
        #expect(
            finding.text == "the server sent RST after 50.01 kB of a message of 1.43 MB (video): more than it takes?")
        // The key was not refused.
        #expect(findings.of("silent-rejection").isEmpty, "\(findings.lines)")
    }

    @Test("a smaller message, or a client that breaks off itself, says nothing of a limit")
    func notTooLarge() {
        #expect(RuleHarness.findings(in: Self.unfinished(900_000, by: .serverToClient)).of("message-too-large").isEmpty)
        #expect(
            RuleHarness.findings(in: Self.unfinished(1_425_947, by: .clientToServer)).of("message-too-large").isEmpty)
    }
}
