import Comparison
import Dissection
import TestSupport
import Testing
import Transcripts

/// Which flows of two captures are compared where nobody says.
@Suite struct SessionMatchTests {
    private func flow(_ does: String, _ what: String, _ kinds: [String] = []) -> TranscriptFlow {
        TranscriptFlow(
            title: [TranscriptField(does, .text(what))],
            entries: kinds.map { TranscriptEntry(.clientToServer, $0) })
    }

    @Test("the role decides before the name, and the name before what is said")
    func rank() {
        let a = [flow("publish", "live/cam", ["connect"])]
        let player = flow("play", "live/cam", ["connect"])
        let other = flow("publish", "live/other", ["connect", "createStream"])
        #expect(SessionMatch.best(a, [player, other]).map(\.b) == 1)
        #expect(SessionMatch.best(a, [other, flow("publish", "live/cam")]).map(\.b) == 1)
    }

    @Test("of equal ones the first are taken")
    func first() throws {
        let flows = [flow("publish", "live/cam", ["connect"]), flow("publish", "live/cam", ["connect"])]
        let best = try #require(SessionMatch.best(flows, flows))
        #expect(best == (0, 0))
    }

    @Test("what is not RTMP is passed over")
    func foreign() {
        let tls = TranscriptFlow(title: [TranscriptField("protocol", .word("tls"))])
        let bare = TranscriptFlow(title: [TranscriptField("protocol", .word("rtmp"))])
        #expect(SessionMatch.best([tls], [bare]) == nil)
        #expect(SessionMatch.best([tls, bare], [bare]).map(\.a) == 1)
        #expect(SessionMatch.best([], [bare]) == nil)
    }
}
