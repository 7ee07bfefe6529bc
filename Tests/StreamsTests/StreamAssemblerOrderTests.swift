import Packets
import Segments
import Streams
import Testing

/// Bytes come in order and exactly once (RFC 9293 § 3.10.7.4), whatever the order of the packets.
struct StreamAssemblerOrderTests {
    let connection = Connection()

    /// A recorder that has seen the handshake: the next packet is #4.
    func connected(_ change: (inout StreamLimits) -> Void = { _ in }) -> Recorder {
        var recorder = Recorder(change)
        recorder.receive(connection.handshake)
        _ = recorder.take()
        return recorder
    }

    func facts(_ recorder: Recorder, _ side: Side = .initiator) -> SideFacts {
        recorder.assembler.facts(of: recorder.ids[recorder.ids.count - 1], side: side)
    }

    @Test("a whole connection: opened, both sides' bytes, both FINs, closed")
    func wholeConnection() {
        var recorder = Recorder()
        recorder.receive(connection.handshake)
        recorder.receive([
            connection.client(0, "hello"), connection.server(0, "hi", ack: 5),
            connection.client(5, ack: 2, flags: .fin), connection.server(2, "bye", ack: 6, flags: .fin),
            connection.client(6, ack: 6),
        ])
        #expect(
            recorder.take() == [
                "1 opened 10.0.0.1:40000 > 10.0.0.2:1935 syn", "1 i 0 \"hello\" #4", "1 r 0 \"hi\" #5", "1 i fin",
                "1 r 2 \"bye\" #7", "1 r fin", "1 closed fin",
            ])
        #expect(recorder.assembler.openFlows == 0)
    }

    @Test("in-order bytes are the packet's own; bytes that waited are a copy")
    func borrowing() {
        var recorder = connected()
        recorder.receive([
            connection.client(0, "ab"), connection.client(4, "ef"), connection.client(2, "cd"),
        ])
        #expect(recorder.take() == ["1 i 0 \"ab\" #4", "1 i 2 \"cd\" #6", "1 i 4 \"ef\" #5"])
        #expect(recorder.wereBorrowed == [true, true, false])
    }

    @Test("segments in reverse order come out in order, each with its own packet number")
    func reverse() {
        var recorder = connected()
        recorder.receive([
            connection.client(6, "g"), connection.client(4, "ef"), connection.client(2, "cd"),
            connection.client(0, "ab"),
        ])
        #expect(recorder.take() == ["1 i 0 \"ab\" #7", "1 i 2 \"cd\" #6", "1 i 4 \"ef\" #5", "1 i 6 \"g\" #4"])
        #expect(facts(recorder).outOfOrderSegments == 3)
        #expect(facts(recorder).retransmittedSegments == 0)
    }

    @Test("a retransmission is dropped and counted")
    func retransmission() {
        var recorder = connected()
        recorder.receive([connection.client(0, "abcd"), connection.client(0, "abcd"), connection.client(2, "cd")])
        #expect(recorder.take() == ["1 i 0 \"abcd\" #4"])
        #expect(facts(recorder).retransmittedSegments == 2)
        #expect(facts(recorder).retransmittedBytes == 6)
        #expect(facts(recorder).payloadBytes == 10)
    }

    @Test("a coalesced retransmission brings only its new tail")
    func partialOverlap() {
        var recorder = connected()
        recorder.receive([connection.client(0, "abcd"), connection.client(1, "bcdEFG")])
        #expect(recorder.take() == ["1 i 0 \"abcd\" #4", "1 i 4 \"EFG\" #5"])
        #expect(recorder.wereBorrowed == [true, true])
        #expect(facts(recorder).retransmittedBytes == 3)
    }

    @Test("where bytes wait already, they win over those that come later, and the difference is counted")
    func firstWins() {
        var recorder = connected()
        recorder.receive([connection.client(2, "CD"), connection.client(0, "abcdef")])
        #expect(recorder.take() == ["1 i 0 \"ab\" #5", "1 i 2 \"CD\" #4", "1 i 4 \"ef\" #5"])
        #expect(facts(recorder).conflictingSegments == 1)
    }

    @Test("an out-of-order segment that spans waiting ones fills only what they leave open")
    func spanningSegment() {
        var recorder = connected()
        recorder.receive([
            connection.client(3, "D"), connection.client(6, "G"), connection.client(2, "cDefGhi"),
            connection.client(0, "ab"),
        ])
        #expect(
            recorder.take() == [
                "1 i 0 \"ab\" #7", "1 i 2 \"c\" #6", "1 i 3 \"D\" #4", "1 i 4 \"ef\" #6", "1 i 6 \"G\" #5",
                "1 i 7 \"hi\" #6",
            ])
        #expect(facts(recorder).conflictingSegments == 0)
        #expect(facts(recorder).retransmittedBytes == 2)
    }

    @Test("a packet captured twice is a duplicate, not a retransmission")
    func duplicate() {
        var recorder = connected()
        recorder.receive([
            connection.client(0, "abcd", id: 7), connection.client(0, "abcd", id: 7),
            connection.client(0, "abcd", id: 8),
        ])
        #expect(recorder.take() == ["1 i 0 \"abcd\" #4"])
        #expect(facts(recorder).duplicatedPackets == 1)
        #expect(facts(recorder).retransmittedSegments == 1)
    }

    @Test("sequence numbers wrap within a segment, between segments, and with bytes waiting")
    func wrap() {
        var connection = connection
        connection.clientISN = 0xffff_fffc
        connection.serverISN = 0xffff_ffff
        var recorder = Recorder()
        recorder.receive(connection.handshake)
        recorder.receive([
            connection.client(0, "ab"), connection.client(6, "gh"), connection.client(2, "cdef"),
            connection.server(0, "xyz", ack: 8),
        ])
        #expect(
            recorder.take().dropFirst() == [
                "1 i 0 \"ab\" #4", "1 i 2 \"cdef\" #6", "1 i 6 \"gh\" #5", "1 r 0 \"xyz\" #7",
            ])
        #expect(facts(recorder).acknowledged == 8)
    }

    @Test("offsets go on beyond 4 GiB")
    func beyondFourGiB() {
        var recorder = connected { $0.reorderingWindow = 0 }
        let step = 1 << 30
        for index in 1...5 {
            recorder.receive([
                connection.server(0, ack: index * step), connection.server(0, ack: index * step),
            ])
        }
        recorder.receive(connection.client(5 * step, "far"))
        #expect(recorder.lines.last == "1 i 5368709120 \"far\" #14")
        #expect(recorder.lines.first == "1 i gap 0+1073741824 notCaptured #4")
    }

    @Test("a keep-alive with or without its byte of garbage is counted and delivers nothing")
    func keepAlive() {
        var recorder = connected()
        recorder.receive([
            connection.client(0, "abc"), connection.client(2, "\0"), connection.client(2), connection.server(-1),
        ])
        #expect(recorder.take() == ["1 i 0 \"abc\" #4"])
        #expect(facts(recorder).keepAlives == 2)
        #expect(facts(recorder, .responder).keepAlives == 1)
        #expect(facts(recorder).retransmittedSegments == 0)
    }

    @Test("a zero-window probe's byte is stream data once, its repetitions are retransmissions")
    func zeroWindowProbe() {
        var recorder = connected()
        recorder.receive([
            connection.client(0, "abc"), connection.server(0, ack: 3, window: 0), connection.client(3, "d"),
            connection.server(0, ack: 3, window: 0), connection.client(3, "d"),
            connection.server(0, ack: 4, window: 100), connection.client(4, "e"),
        ])
        #expect(recorder.take() == ["1 i 0 \"abc\" #4", "1 i 3 \"d\" #6", "1 i 4 \"e\" #10"])
        #expect(facts(recorder).keepAlives == 0)
        #expect(facts(recorder).retransmittedSegments == 1)
        #expect(facts(recorder, .responder).zeroWindows == 1)
        #expect(facts(recorder, .responder).longestZeroWindow == 4_000_000)
    }

    @Test("a window still closed counts up to the packet at hand")
    func openZeroWindow() {
        var recorder = connected()
        recorder.receive([
            connection.server(0, window: 0), connection.client(0, "a"), connection.client(0, "a"),
        ])
        #expect(facts(recorder, .responder).longestZeroWindow == 2_000_000)
    }

    @Test("the counts of an ordinary exchange")
    func ordinaryFacts() {
        var recorder = connected()
        var wrong = connection.client(0, "abc")
        wrong.segment.checksum = .invalid
        recorder.receive([wrong, connection.server(0, "de", ack: 2)])
        var expected = SideFacts()
        expected.packets = 3
        expected.payloadBytes = 3
        expected.invalidChecksums = 1
        expected.base = connection.clientISN &+ 1
        expected.acknowledged = 2
        expected.firstPacket = Timestamp(nanoseconds: 1_700_000_000_001_000_000)
        expected.lastPacket = Timestamp(nanoseconds: 1_700_000_000_004_000_000)
        #expect(facts(recorder) == expected)
        #expect(recorder.lines == ["1 i 0 \"abc\" #4", "1 r 0 \"de\" #5"])
    }
}
