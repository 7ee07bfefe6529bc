import Packets
import Segments
import Streams
import Testing

/// How sides and flows end, and what comes behind an end.
struct StreamAssemblerClosingTests {
    let connection = Connection()

    func connected(_ change: (inout StreamLimits) -> Void = { _ in }) -> Recorder {
        var recorder = Recorder(change)
        recorder.receive(connection.handshake)
        _ = recorder.take()
        return recorder
    }

    @Test("after one side's FIN the other side goes on")
    func halfClose() {
        var recorder = connected()
        recorder.receive([
            connection.client(0, "ask", flags: .fin), connection.server(0, "one", ack: 4),
            connection.server(3, "two", ack: 4), connection.client(4, ack: 6),
            connection.server(6, ack: 4, flags: .fin),
        ])
        #expect(
            recorder.take() == [
                "1 i 0 \"ask\" #4", "1 i fin", "1 r 0 \"one\" #5", "1 r 3 \"two\" #6", "1 r fin", "1 closed fin",
            ])
    }

    @Test("a flow that closes brings the facts of both sides")
    func factsAtClose() {
        var recorder = connected()
        recorder.receive([
            connection.client(0, "abc", flags: .fin), connection.server(0, "xy", ack: 4, flags: .fin),
        ])
        #expect(recorder.lines.last == "1 closed fin")
        #expect(recorder.closed[1]?.initiator.acknowledged == 3)
        #expect(recorder.closed[1]?.responder.payloadBytes == 2)
        #expect(recorder.assembler.facts(of: recorder.ids[0], side: .initiator) == SideFacts())
    }

    @Test("a FIN behind a hole waits for the hole")
    func finBehindHole() {
        var recorder = connected()
        recorder.receive([connection.client(2, "cd", flags: .fin), connection.client(4, flags: .fin)])
        #expect(recorder.take() == [])
        recorder.receive(connection.client(0, "ab"))
        #expect(recorder.take() == ["1 i 0 \"ab\" #6", "1 i 2 \"cd\" #4", "1 i fin"])
    }

    @Test("a FIN behind bytes that never come ends its side when they are given up")
    func finBehindGap() {
        var recorder = connected()
        recorder.receive([connection.client(3, flags: .fin), connection.server(0, ack: 4)])
        recorder.pass(100)
        recorder.receive(connection.server(0, ack: 4, flags: .fin))
        #expect(
            recorder.take() == ["1 i gap 0+3 notCaptured #106", "1 i fin", "1 r fin", "1 closed fin"])
    }

    @Test("at the capture's end a FIN behind a hole still counts, and two FINs close as such")
    func finAtEnd() {
        var recorder = connected()
        recorder.receive([connection.client(3, flags: .fin), connection.server(0, flags: .fin)])
        recorder.finish()
        #expect(recorder.take() == ["1 r fin", "1 i gap 0+3 end #5", "1 i fin", "1 closed fin"])
    }

    @Test("data behind a FIN is ignored and counted, up to the FIN it is data")
    func dataBehindFIN() {
        var recorder = connected()
        recorder.receive([
            connection.client(0, "ab", flags: .fin), connection.client(2, "cd"), connection.client(1, "bcd"),
        ])
        #expect(recorder.take() == ["1 i 0 \"ab\" #4", "1 i fin"])
        #expect(recorder.assembler.facts(of: recorder.ids[0], side: .initiator).ignoredSegments == 2)
        var other = connected()
        other.receive([connection.client(2, flags: .fin), connection.client(0, "abcd")])
        #expect(other.take() == ["1 i 0 \"ab\" #5", "1 i fin"])
    }

    @Test("a reset closes the flow after what waits was delivered; its payload is no data")
    func reset() {
        var recorder = connected()
        recorder.receive([
            connection.client(0, "ab"), connection.client(4, "ef"), connection.server(0, "gone", ack: 2, flags: .rst),
        ])
        #expect(
            recorder.take() == [
                "1 i 0 \"ab\" #4", "1 i gap 2+2 end #5", "1 i 4 \"ef\" #5", "1 r reset", "1 closed reset",
            ])
        #expect(recorder.assembler.openFlows == 0)
    }

    @Test("a reset that answers a SYN closes the flow")
    func refused() {
        var recorder = Recorder()
        recorder.receive(connection.syn)
        var refusal = connection.server(0, ack: 0, flags: .rst)
        refusal.segment.sequence = 0
        recorder.receive(refusal)
        #expect(
            recorder.take() == [
                "1 opened 10.0.0.1:40000 > 10.0.0.2:1935 syn", "1 r reset", "1 closed reset",
            ])
    }

    @Test("a reset far outside the window is ignored and counted", arguments: [-20_000_000, 20_000_000])
    func blindReset(offset: Int) {
        var recorder = connected()
        recorder.receive([
            connection.client(0, "ab"), connection.server(0, ack: 2), connection.client(offset, flags: .rst),
            connection.client(2, "cd"),
        ])
        #expect(recorder.take() == ["1 i 0 \"ab\" #4", "1 i 2 \"cd\" #7"])
        #expect(recorder.assembler.facts(of: recorder.ids[0], side: .initiator).ignoredSegments == 1)
    }

    @Test("a reset within the scaled window is believed")
    func resetInWindow() {
        var recorder = Recorder()
        recorder.receive([
            connection.segment(from: .initiator, at: 0, ack: nil, flags: .syn, scale: 3),
            connection.segment(from: .responder, at: 0, flags: .syn, scale: 7),
            connection.server(0, "x", window: 8192), connection.client(8192 << 7, flags: .rst),
        ])
        #expect(recorder.lines.last == "1 closed reset")
    }

    @Test(
        "what strays in behind a close opens no flow",
        arguments: [
            (0, "", 0, Segment.Flags()), (2, "", 0, .fin), (0, "ab", 0, .fin), (3, "", 0, .rst), (0, "ab", 0, []),
            (2, "late", 0, []), (0, "", 0, .syn),
        ] as [(Int, String, Int, Segment.Flags)])
    func strays(offset: Int, payload: String, ack: Int, flags: Segment.Flags) {
        for ending in [
            [connection.client(2, flags: .fin), connection.server(0, flags: .fin)], [connection.server(0, flags: .rst)],
        ] {
            var recorder = connected()
            recorder.receive(connection.client(0, "ab"))
            recorder.receive(ending)
            _ = recorder.take()
            recorder.receive([
                connection.client(offset, payload, ack: flags == .syn ? nil : ack, flags: flags),
                connection.server(0, ack: 2), connection.synAck,
            ])
            #expect(recorder.take() == [])
            #expect(recorder.assembler.openFlows == 0)
        }
    }

    @Test("a new SYN, or data far from the old, opens a new flow behind a close")
    func reopened() {
        for isFirst in [true, false] {
            var recorder = connected()
            recorder.receive(connection.client(0, flags: .rst))
            _ = recorder.take()
            var again = connection
            again.clientISN = 2_000_000_000
            recorder.receive(isFirst ? again.syn : again.client(0, "far"))
            #expect(recorder.assembler.openFlows == 1)
            recorder.finish()
            #expect(recorder.take().first?.hasPrefix("2 opened") == true)
        }
    }

    @Test("only the latest closed flows are remembered")
    func forgottenTombstones() {
        var recorder = Recorder()
        var connection = connection
        for port in 1...5000 {
            connection.client.port = UInt16(port)
            recorder.receive(connection.syn)
            recorder.receive(connection.server(0, flags: .rst))
        }
        connection.client.port = 5000
        recorder.receive(connection.client(0, "x"))
        #expect(recorder.assembler.openFlows == 0)
        connection.client.port = 1
        recorder.receive(connection.client(0, "x"))
        #expect(recorder.assembler.openFlows == 1)
    }

    @Test("a silent flow is closed as idle by the packets of others, and by its own next packet")
    func idle() {
        var recorder = connected()
        var other = connection
        other.client.port = 5
        recorder.time += 3601 * 1_000_000_000
        recorder.receive(other.syn)
        for offset in 0..<64 { recorder.receive(other.client(offset, "x")) }
        #expect(recorder.take().contains("1 closed idle"))
        recorder.time += 3601 * 1_000_000_000
        recorder.receive(other.server(0, ack: 64))
        #expect(recorder.lines.last == "2 closed idle")
        #expect(recorder.assembler.openFlows == 1)
    }

    @Test("a clock that goes back closes nothing, and silence counts from there")
    func clockBack() {
        var recorder = connected()
        var other = connection
        other.client.port = 5
        recorder.receive(other.syn)
        recorder.time -= 10_000 * 1_000_000_000
        for offset in 0..<200 { recorder.receive(other.client(offset, "x")) }
        #expect(recorder.assembler.openFlows == 2)
        recorder.time += 3602 * 1_000_000_000
        for offset in 200..<300 { recorder.receive(other.client(offset, "x")) }
        #expect(recorder.take().contains("1 closed idle"))
    }

    @Test("with too many flows the one silent longest is closed")
    func eviction() {
        var recorder = Recorder { $0.flows = 2 }
        var connections = [connection, connection, connection]
        for index in connections.indices { connections[index].client.port = UInt16(index + 1) }
        recorder.receive([connections[0].syn, connections[1].syn, connections[0].synAck, connections[2].syn])
        #expect(
            recorder.take() == [
                "1 opened 10.0.0.1:1 > 10.0.0.2:1935 syn", "2 opened 10.0.0.1:2 > 10.0.0.2:1935 syn",
                "2 closed evicted", "3 opened 10.0.0.1:3 > 10.0.0.2:1935 syn",
            ])
        #expect(recorder.ids.map(\.slot) == [0, 1, 1])
        #expect(recorder.ids.map(\.serial) == [1, 2, 3])
    }

    @Test("at the capture's end flows close in the order in which they were met, each with its facts")
    func finishInOrder() {
        var recorder = Recorder()
        var connection = connection
        for port in [9, 3, 7] {
            connection.client.port = UInt16(port)
            recorder.receive(connection.syn)
        }
        let id = recorder.ids[0]
        #expect(recorder.assembler.facts(of: id, side: .initiator).packets == 1)
        _ = recorder.take()
        recorder.finish()
        #expect(recorder.take() == ["1 closed captureEnd", "2 closed captureEnd", "3 closed captureEnd"])
        #expect(recorder.closed[1]?.initiator.packets == 1)
    }
}
