import TestSupport
import Testing
import Transcripts

/// Assertions without a golden.
struct AssertionTests {
    private let transcript = Transcribed.transcript(of: Transcribed.publisher())

    private func holds(_ assertion: Assertion) -> Bool { assertion.failures(in: transcript).isEmpty }

    @Test("a status that was sent, and one that was not")
    func status() {
        #expect(holds(.status("NetStream.Publish.Start")))
        #expect(holds(.status("NetStream.Publish.*")))
        #expect(holds(.noStatus("NetStream.Publish.BadName")))
        #expect(
            Assertion.status("NetStream.Play.Start").failures(in: transcript).map(\.sentence) == [
                "no status NetStream.Play.Start was sent: only NetConnection.Connect.Success, NetStream.Publish.Start"
            ])
        let unwanted = Assertion.noStatus("*.Start").failures(in: transcript)
        #expect(unwanted.map(\.sentence) == ["the server sent NetStream.Publish.Start: words"])
        #expect(unwanted.first?.flow == 1 && unwanted.first?.packet != nil)
    }

    @Test("how long connect took")
    func latency() throws {
        // Built packets are a millisecond apart.
        #expect(holds(.connectLatency(1_000_000)))
        #expect(
            Assertion.connectLatency(900_000).failures(in: transcript).map(\.sentence)
                == ["connect was answered after 1 ms, which is more than 0.9 ms"])
        var unanswered = BuiltConnection()
        unanswered.handshake()
        unanswered.command(.client, "connect", 1, [.object([("app", .string("live"))])])
        #expect(
            Assertion.connectLatency(1).failures(in: Transcribed.transcript(of: unanswered)).map(\.sentence)
                == ["connect was not answered"])
        #expect(
            Assertion.connectLatency(1).failures(in: Transcript()).map(\.sentence) == ["no connect was sent"])
    }

    @Test("how long a stream lasted")
    func duration() {
        var connection = Transcribed.publisher()
        connection.wait(milliseconds: 2_000)
        connection.message(.client, type: 8, csid: 4, stream: 1, [0xaf, 1, 0x21])
        let transcript = Transcribed.transcript(of: connection)
        #expect(Assertion.duration(2_000_000_000).failures(in: transcript).isEmpty)
        #expect(Assertion.duration(3_000_000_000).failures(in: transcript).count == 1)
        #expect(
            Assertion.duration(1).failures(in: Transcript()).map(\.sentence) == ["no flow publishes or plays"])
    }
}
