import Packets
import Testing

@testable import Streams

/// When TCP had trouble, so that it can be laid beside a silence of the stream.
struct TransportSpansTests {
    private let connection = Connection()

    private func at(_ seconds: Double) -> Timestamp { Timestamp(nanoseconds: Int64(seconds * 1e9)) }

    @Test("incidents within a second are one span, later ones another")
    func merging() {
        var spans = TransportSpans()
        for second in [1.0, 1.9, 2.5, 4.0] { spans.add(at: at(second)) }
        #expect(spans.spans.map(\.count) == [3, 1])
        #expect(spans.longest == 1_500_000_000)
        #expect(spans.count(from: at(2), to: at(3)) == 3)
        #expect(spans.count(from: at(2.6), to: at(3.9)) == 0)
    }

    @Test("what lasted stands for itself, however near the next is")
    func noMerging() {
        var spans = TransportSpans()
        spans.add(from: at(1), to: at(3))
        spans.add(from: at(3), to: at(8))
        #expect(spans.spans.map(\.duration) == [2_000_000_000, 5_000_000_000])
    }

    @Test("of many spans the short ones are forgotten, never the latest")
    func bound() {
        var spans = TransportSpans()
        spans.add(from: at(0), to: at(9))
        for index in 1...100 { spans.add(from: at(Double(index) * 20), to: at(Double(index) * 20)) }
        #expect(spans.spans.count == TransportSpans.maximum)
        #expect(spans.longest == 9_000_000_000)
        #expect(spans.spans.last?.begin == at(2000))
    }

    @Test("the overlap with a time counts only what lies in it")
    func overlap() {
        var spans = TransportSpans()
        spans.add(from: at(1), to: at(3))
        spans.add(from: at(10), to: at(20))
        #expect(spans.overlap(from: at(2), to: at(12)) == 3_000_000_000)
        #expect(spans.overlap(from: at(4), to: at(9)) == 0)
    }

    private func facts(_ recorder: Recorder, _ side: Side = .initiator) throws -> SideFacts {
        let flow = try #require(recorder.ids.first)
        return recorder.assembler.facts(of: flow, side: side)
    }

    private func connected() -> Recorder {
        var recorder = Recorder()
        recorder.receive([connection.syn, connection.synAck, connection.client(0)])
        return recorder
    }

    @Test("bytes that no acknowledgement comes for are waited for until one does")
    func waiting() throws {
        var recorder = connected()
        recorder.receive(connection.client(0, "abc"))
        recorder.pass(2000)
        recorder.receive(connection.server(0, ack: 3))
        // From the packet with the bytes to that with the acknowledgement.
        #expect(try facts(recorder).acknowledgementWaits.longest == 2_001_000_000)
        // What is acknowledged soon is no wait.
        recorder.receive(connection.client(3, "d"))
        recorder.pass(100)
        recorder.receive(connection.server(0, ack: 4))
        #expect(try facts(recorder).acknowledgementWaits.spans.count == 1)
    }

    @Test("an acknowledgement of a part begins the wait for the rest anew")
    func progress() throws {
        var recorder = connected()
        recorder.receive([connection.client(0, "abc"), connection.client(3, "def")])
        recorder.pass(400)
        recorder.receive(connection.server(0, ack: 3))
        recorder.pass(400)
        recorder.receive(connection.server(0, ack: 6))
        #expect(try facts(recorder).acknowledgementWaits.spans.isEmpty)
    }

    @Test("a wait that has no end lasts up to the packet at hand")
    func endless() throws {
        var recorder = connected()
        recorder.receive(connection.client(0, "abc"))
        recorder.pass(5000)
        recorder.receive(connection.client(0, "abc"))
        let facts = try facts(recorder)
        #expect(facts.acknowledgementWaits.longest == 5_001_000_000)
        #expect(facts.retransmissions.spans.map(\.count) == [1])
    }

    @Test("where the receiver was not captured nothing is said of its acknowledgements")
    func oneSided() throws {
        var recorder = Recorder()
        recorder.receive([connection.syn, connection.client(0, "abc", ack: 0)])
        recorder.pass(5000)
        recorder.receive(connection.client(3, "def"))
        #expect(try facts(recorder).acknowledgementWaits.spans.isEmpty)
    }

    @Test("a closed window is a span, up to now while it is closed")
    func closedWindow() throws {
        var recorder = connected()
        recorder.receive([connection.server(0, window: 0), connection.client(0, "a")])
        recorder.pass(3000)
        recorder.receive(connection.client(1, "b"))
        #expect(try facts(recorder, .responder).closedWindows.longest == 3_002_000_000)
        recorder.receive(connection.server(0, ack: 2, window: 100))
        #expect(try facts(recorder, .responder).closedWindows.longest == 3_003_000_000)
    }
}
