import Packets
import Segments
import Streams
import Testing

/// What is missing is a gap of known length, told neither too early nor never.
struct StreamAssemblerGapTests {
    let connection = Connection()

    func connected(_ change: (inout StreamLimits) -> Void = { _ in }) -> Recorder {
        var recorder = Recorder(change)
        recorder.receive(connection.handshake)
        _ = recorder.take()
        return recorder
    }

    @Test("an acknowledged hole is a gap once the reordering window has passed, not before")
    func acknowledgedHole() {
        var recorder = connected { $0.reorderingWindow = 10 }
        recorder.receive([connection.client(0, "ab"), connection.client(5, "fg"), connection.server(0, ack: 7)])
        #expect(recorder.take() == ["1 i 0 \"ab\" #4"])
        recorder.pass(8)
        recorder.receive(connection.server(0, ack: 7))
        #expect(recorder.take() == [])
        recorder.receive(connection.server(0, ack: 7))
        #expect(recorder.take() == ["1 i gap 2+3 notCaptured #5", "1 i 5 \"fg\" #5"])
    }

    @Test("with a window of 0 an acknowledged hole is a gap at once")
    func strictOrder() {
        var recorder = connected { $0.reorderingWindow = 0 }
        recorder.receive([connection.client(5, "fg"), connection.server(0, "x", ack: 7)])
        #expect(recorder.take() == ["1 i gap 0+5 notCaptured #4", "1 i 5 \"fg\" #4", "1 r 0 \"x\" #5"])
    }

    @Test("bytes captured after their acknowledgement, within the window, are no gap")
    func acknowledgementFirst() {
        var recorder = connected()
        recorder.receive([connection.server(0, ack: 4)])
        recorder.pass(40)
        recorder.receive([connection.client(0, "abcd"), connection.server(0, ack: 4)])
        recorder.pass(100)
        recorder.receive([connection.client(4, "e"), connection.server(0, ack: 5)])
        #expect(recorder.take() == ["1 i 0 \"abcd\" #45", "1 i 4 \"e\" #147"])
    }

    @Test("a hole that nothing is waiting behind is a gap when a second packet acknowledges beyond it")
    func lostTail() {
        var recorder = connected { $0.reorderingWindow = 10 }
        recorder.receive([connection.client(0, "ab"), connection.server(0, ack: 50)])
        recorder.pass(20)
        recorder.receive(connection.server(0, ack: 60))
        #expect(recorder.take() == ["1 i 0 \"ab\" #4", "1 i gap 2+48 notCaptured #26"])
    }

    @Test("one wild acknowledgement makes no gap")
    func wildAcknowledgement() {
        var recorder = connected { $0.reorderingWindow = 10 }
        recorder.receive([connection.client(0, "ab"), connection.server(0, ack: 1 << 28)])
        recorder.pass(20)
        recorder.receive([
            connection.server(0, ack: 2), connection.client(2, "cd"), connection.server(0, ack: 4),
        ])
        #expect(recorder.take() == ["1 i 0 \"ab\" #4", "1 i 2 \"cd\" #27"])
    }

    @Test("several holes acknowledged together are declared together")
    func severalHoles() {
        var recorder = connected { $0.reorderingWindow = 10 }
        recorder.receive([
            connection.client(1, "b"), connection.client(3, "d"), connection.client(5, "f"),
            connection.server(0, ack: 6),
        ])
        recorder.pass(20)
        recorder.receive(connection.client(6, "g", ack: 0))
        #expect(
            recorder.take() == [
                "1 i gap 0+1 notCaptured #4", "1 i 1 \"b\" #4", "1 i gap 2+1 notCaptured #5", "1 i 3 \"d\" #5",
                "1 i gap 4+1 notCaptured #6", "1 i 5 \"f\" #6", "1 i 6 \"g\" #28",
            ])
    }

    @Test("a second hole, later, is found as the first was")
    func laterHole() {
        var recorder = connected { $0.reorderingWindow = 10 }
        for start in [0, 10] {
            recorder.receive([connection.client(start + 5, "fghij"), connection.server(0, ack: start + 10)])
            recorder.pass(20)
            recorder.receive(connection.server(0, ack: start + 10))
        }
        #expect(
            recorder.take() == [
                "1 i gap 0+5 notCaptured #4", "1 i 5 \"fghij\" #4", "1 i gap 10+5 notCaptured #27",
                "1 i 15 \"fghij\" #27",
            ])
    }

    @Test("packets of other flows see to a hole whose own flow is silent")
    func sweep() {
        var recorder = connected()
        recorder.receive([connection.client(5, "fg"), connection.server(0, ack: 7)])
        var other = connection
        other.client.port = 5
        recorder.receive(other.syn)
        for offset in 0..<130 { recorder.receive(other.client(offset, "x", ack: nil)) }
        #expect(recorder.lines.contains("1 i gap 0+5 notCaptured #4"))
        #expect(recorder.lines.contains("1 i 5 \"fg\" #4"))
    }

    @Test("in a capture of one direction a hole is a gap when 30 s have passed behind it")
    func silentHole() {
        var recorder = connected()
        recorder.receive([connection.client(2, "cd", ack: nil)])
        recorder.time += 29 * 1_000_000_000
        recorder.receive(connection.client(4, "ef", ack: nil))
        #expect(recorder.take() == [])
        recorder.time += 2 * 1_000_000_000
        recorder.receive(connection.client(6, "gh", ack: nil))
        #expect(
            recorder.take() == [
                "1 i gap 0+2 notCaptured #4", "1 i 2 \"cd\" #4", "1 i 4 \"ef\" #5", "1 i 6 \"gh\" #6",
            ])
    }

    @Test("a stray segment far ahead does not harm a stream that goes on")
    func straySegment() {
        var recorder = connected()
        recorder.receive([connection.client(1_000_000_000, "junk"), connection.client(0, "a")])
        for offset in 1..<60 {
            recorder.time += 1_000_000_000
            recorder.receive([connection.client(offset, "b"), connection.server(0, ack: offset + 1)])
        }
        #expect(recorder.take().count == 60)
    }

    @Test("too many bytes behind a hole give the hole up")
    func byteLimit() {
        var recorder = connected { $0.outOfOrderBytes = 8 }
        recorder.receive([connection.client(1, "bcde"), connection.client(6, "ghij"), connection.client(12, "mn")])
        #expect(
            recorder.take() == ["1 i gap 0+1 limit #4", "1 i 1 \"bcde\" #4"])
        recorder.finish()
        #expect(
            recorder.take() == [
                "1 i gap 5+1 end #5", "1 i 6 \"ghij\" #5", "1 i gap 10+2 end #6", "1 i 12 \"mn\" #6",
                "1 closed captureEnd",
            ])
    }

    @Test("too many segments behind a hole give the hole up, also when the newest lies before the others")
    func segmentLimit() {
        var recorder = connected { $0.outOfOrderSegments = 2 }
        recorder.receive([connection.client(9, "j"), connection.client(7, "h"), connection.client(2, "c")])
        #expect(recorder.take() == ["1 i gap 0+2 limit #6", "1 i 2 \"c\" #6"])
    }

    @Test("the bound over all flows holds, and is given back when a flow closes")
    func totalLimit() {
        var recorder = connected { $0.totalOutOfOrderBytes = 64 + 4 }
        var other = connection
        other.client.port = 5
        recorder.receive(other.handshake)
        recorder.receive([connection.client(1, "bcde"), other.client(1, "bc")])
        #expect(recorder.take().dropFirst() == ["2 i gap 0+1 limit #8", "2 i 1 \"bc\" #8"])
        recorder.receive([connection.client(0, flags: .rst), other.client(9, "jk")])
        #expect(
            recorder.take() == [
                "1 i gap 0+1 end #7", "1 i 1 \"bcde\" #7", "1 i reset", "1 closed reset",
            ])
    }

    @Test("a packet cut by the snap length is its captured bytes and then a gap")
    func snapLength() {
        var recorder = connected()
        recorder.receive([connection.client(0, "abcdef", cut: 2), connection.client(6, "gh")])
        #expect(recorder.take() == ["1 i 0 \"ab\" #4", "1 i gap 2+4 snapLength #4", "1 i 6 \"gh\" #5"])
    }

    @Test("a packet of which only headers were captured is a gap")
    func headersOnly() {
        var recorder = connected()
        recorder.receive([connection.client(0, "abcdef", cut: 0), connection.client(6, "gh", cut: 0)])
        #expect(recorder.take() == ["1 i gap 0+6 snapLength #4", "1 i gap 6+2 snapLength #5"])
    }

    @Test("a cut packet that waited keeps its missing tail; a whole copy of the tail is preferred")
    func snapLengthOutOfOrder() {
        var recorder = connected()
        recorder.receive([connection.client(2, "cdefgh", cut: 2), connection.client(0, "ab")])
        #expect(recorder.take() == ["1 i 0 \"ab\" #5", "1 i 2 \"cd\" #4", "1 i gap 4+4 snapLength #4"])
        recorder.receive([
            connection.client(10, "klmnop", cut: 2), connection.client(13, "no"), connection.client(8, "ij"),
        ])
        #expect(
            recorder.take() == [
                "1 i 8 \"ij\" #8", "1 i 10 \"kl\" #6", "1 i gap 12+1 snapLength #6", "1 i 13 \"no\" #7",
                "1 i gap 15+1 snapLength #6",
            ])
        recorder.receive([connection.client(18, "stuv", cut: 1), connection.client(16, "qrstuv")])
        #expect(recorder.take() == ["1 i 16 \"qr\" #10", "1 i 18 \"s\" #9", "1 i 19 \"tuv\" #10"])
    }

    @Test("at the end of the capture waiting bytes are delivered around their holes")
    func captureEnd() {
        var recorder = connected()
        recorder.receive([connection.client(2, "cd"), connection.client(8, "ij"), connection.server(3, "y", ack: 4)])
        recorder.finish()
        #expect(
            recorder.take() == [
                "1 i gap 0+2 notCaptured #4", "1 i 2 \"cd\" #4", "1 i gap 4+4 end #5", "1 i 8 \"ij\" #5",
                "1 r gap 0+3 end #6", "1 r 3 \"y\" #6", "1 closed captureEnd",
            ])
    }

    @Test("an acknowledged tail is a gap at the end, but a single number may be that of a FIN not captured")
    func tailAtEnd() {
        var recorder = connected()
        recorder.receive([connection.client(0, "ab"), connection.server(0, "x", ack: 9), connection.client(9, ack: 2)])
        recorder.finish()
        #expect(
            recorder.take() == [
                "1 i 0 \"ab\" #4", "1 r 0 \"x\" #5", "1 i gap 2+7 notCaptured #6", "1 closed captureEnd",
            ])
    }
}
