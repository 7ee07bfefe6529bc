import Packets
import Segments
import Streams
import Testing

/// Who opened a flow, where its streams begin, and which packets belong to it.
struct StreamAssemblerOpeningTests {
    let connection = Connection()
    let opened = "1 opened 10.0.0.1:40000 > 10.0.0.2:1935 syn"

    @Test("a SYN opens, and its sender is the initiator", arguments: [0, 1])
    func syn(first: Int) {
        var recorder = Recorder()
        recorder.receive(connection.handshake[first])
        #expect(recorder.take() == [opened])
    }

    @Test("payload of a SYN is the stream's first")
    func fastOpen() {
        var recorder = Recorder()
        recorder.receive([
            connection.client(0, "abc", ack: nil, flags: .syn), connection.server(0, ack: 3, flags: .syn),
            connection.client(3, "de"),
        ])
        #expect(recorder.take() == [opened, "1 i 0 \"abc\" #1", "1 i 3 \"de\" #3"])
    }

    @Test("a SYN+ACK before its SYN in the file, and data before both, start exactly")
    func shuffledHandshake() {
        var recorder = Recorder()
        recorder.receive([connection.client(2, "cd"), connection.client(0, "ab")])
        #expect(recorder.take() == [])
        recorder.receive(connection.synAck)
        #expect(recorder.take() == [opened, "1 i 0 \"ab\" #2", "1 i 2 \"cd\" #1"])
        recorder.receive([connection.syn, connection.server(0, "x")])
        #expect(recorder.take() == ["1 r 0 \"x\" #5"])
    }

    @Test("a late SYN of the other end corrects who opened, while nothing was delivered")
    func lateSYN() {
        var recorder = Recorder()
        recorder.receive([connection.server(0, "hi", ack: 0), connection.syn, connection.synAck])
        #expect(recorder.take() == [opened, "1 r 0 \"hi\" #1"])
    }

    @Test("without the SYN+ACK the initiator's first acknowledgement tells where the responder begins")
    func missingSYNACK() {
        var recorder = Recorder()
        recorder.receive([connection.syn, connection.client(0, "ab"), connection.server(2, "yz", ack: 2)])
        #expect(recorder.take() == [opened])
        recorder.pass(64)
        recorder.receive(connection.client(2, "cd"))
        #expect(recorder.take() == ["1 i 0 \"ab\" #2", "1 i 2 \"cd\" #68"])
        recorder.finish()
        #expect(recorder.take() == ["1 r gap 0+2 end #3", "1 r 2 \"yz\" #3", "1 closed captureEnd"])
    }

    @Test("met in its midst: kept back for the reordering window, then counted from the first byte captured")
    func midstream() {
        var recorder = Recorder { $0.reorderingWindow = 4 }
        recorder.receive([
            connection.client(1004, "efg", ack: 500), connection.server(500, "xy", ack: 1007),
            connection.client(1000, "abcd", ack: 500), connection.client(1007, "h", ack: 502),
        ])
        #expect(recorder.take() == [])
        recorder.receive(connection.server(502, "z", ack: 1008))
        #expect(
            recorder.take() == [
                "1 opened 10.0.0.1:40000 > 10.0.0.2:1935 midstream", "1 r 0 \"xy\" #2", "1 i 0 \"abcd\" #3",
                "1 i 4 \"efg\" #1", "1 i 7 \"h\" #4", "1 r 2 \"z\" #5",
            ])
        recorder.receive(connection.client(1008, "ij", ack: 503))
        #expect(recorder.take() == ["1 i 8 \"ij\" #6"])
        #expect(recorder.assembler.facts(of: recorder.ids[0], side: .initiator).acknowledged == 8)
    }

    @Test("met in its midst: a second of the capture's time also ends the keeping back")
    func midstreamSecond() {
        var recorder = Recorder()
        recorder.receive(connection.client(1000, "ab", ack: 500))
        recorder.time += 1_100_000_000
        recorder.receive(connection.server(500, ack: 1002))
        #expect(
            recorder.take() == ["1 opened 10.0.0.1:40000 > 10.0.0.2:1935 midstream", "1 i 0 \"ab\" #1"])
    }

    @Test("met in its midst: packets of other flows end the keeping back too")
    func midstreamSweep() {
        var recorder = Recorder()
        recorder.receive(connection.client(1000, "ab", ack: 500))
        var other = connection
        other.client.port = 5
        recorder.receive(other.syn)
        for offset in 0..<130 { recorder.receive(other.client(offset, "x", ack: nil)) }
        #expect(recorder.lines.contains("1 i 0 \"ab\" #1"))
    }

    @Test("in a capture of the initiator alone, the other side's acknowledged bytes are gaps")
    func oneDirection() {
        var recorder = Recorder { $0.reorderingWindow = 4 }
        recorder.receive([connection.syn, connection.client(0, "ab")])
        recorder.pass(10)
        recorder.receive(connection.client(2, "cd", ack: 3000))
        recorder.pass(10)
        recorder.receive(connection.client(4, "ef", ack: 3100))
        recorder.pass(10)
        recorder.receive(connection.client(6, "gh", ack: 3200))
        #expect(
            recorder.take() == [
                opened, "1 i 0 \"ab\" #2", "1 i 2 \"cd\" #13", "1 i 4 \"ef\" #24",
                "1 r gap 0+3100 notCaptured #35", "1 i 6 \"gh\" #35",
            ])
    }

    @Test("met in its midst: strict order keeps nothing back")
    func midstreamStrict() {
        var recorder = Recorder { $0.reorderingWindow = 0 }
        recorder.receive([connection.client(1000, "ab", ack: 500), connection.server(500, "x", ack: 1002)])
        #expect(recorder.take().dropFirst() == ["1 i 0 \"ab\" #1", "1 r 0 \"x\" #2"])
    }

    @Test("met in its midst: FIN and reset end the keeping back")
    func midstreamEnd() {
        var recorder = Recorder()
        recorder.receive([
            connection.client(1000, "ab", ack: 500, flags: .fin), connection.server(500, ack: 1003, flags: .rst),
        ])
        #expect(
            recorder.take().dropFirst() == ["1 i 0 \"ab\" #1", "1 i fin", "1 r reset", "1 closed reset"])
    }

    @Test("a flow of which only acknowledgements are seen is told when it closes")
    func silentMidstream() {
        var recorder = Recorder()
        recorder.receive([connection.client(1000, ack: 500), connection.server(500, ack: 1000)])
        #expect(recorder.take() == [])
        recorder.finish()
        #expect(
            recorder.take() == ["1 opened 10.0.0.1:40000 > 10.0.0.2:1935 midstream", "1 closed captureEnd"])
    }

    @Test("a SYN sent again opens nothing and is counted")
    func synAgain() {
        var recorder = Recorder()
        recorder.receive([connection.syn, connection.syn, connection.synAck, connection.syn, connection.synAck])
        #expect(recorder.take() == [opened])
        #expect(recorder.assembler.facts(of: recorder.ids[0], side: .initiator).retransmittedSegments == 2)
        #expect(recorder.assembler.facts(of: recorder.ids[0], side: .responder).retransmittedSegments == 1)
    }

    @Test("a simultaneous open is one flow")
    func simultaneousOpen() {
        var recorder = Recorder()
        recorder.receive([
            connection.syn, connection.server(0, ack: nil, flags: .syn), connection.client(0, flags: .syn),
            connection.synAck, connection.client(0, "ab"), connection.server(0, "cd"),
        ])
        #expect(recorder.take() == [opened, "1 i 0 \"ab\" #5", "1 r 0 \"cd\" #6"])
    }

    @Test("a SYN with another number on open endpoints closes the old flow and opens a new one")
    func portReuse() {
        var recorder = Recorder()
        recorder.receive(connection.handshake)
        recorder.receive([connection.client(0, "old"), connection.client(5, "!")])
        var again = connection
        again.clientISN = 77_000_000
        again.serverISN = 88_000_000
        recorder.receive(again.handshake)
        recorder.receive(again.client(0, "new"))
        #expect(
            recorder.take() == [
                opened, "1 i 0 \"old\" #4", "1 i gap 3+2 end #5", "1 i 5 \"!\" #5", "1 closed reused",
                "2 opened 10.0.0.1:40000 > 10.0.0.2:1935 syn", "2 i 0 \"new\" #9",
            ])
        #expect(recorder.assembler.openFlows == 1)
    }

    @Test("a SYN+ACK with another number is tolerated before its side has spoken, a new flow afterwards")
    func strangeSYNACK() {
        var recorder = Recorder()
        recorder.receive(connection.handshake)
        var strange = connection
        strange.serverISN = 5
        strange.clientISN = 6
        recorder.receive([strange.synAck, connection.server(0, "hi")])
        #expect(recorder.take() == [opened, "1 r 0 \"hi\" #5"])
        recorder.receive([strange.synAck, strange.server(0, "new")])
        #expect(
            recorder.take() == [
                "1 closed reused", "2 opened 10.0.0.1:40000 > 10.0.0.2:1935 syn", "2 r 0 \"new\" #7",
            ])
    }

    @Test("the end of an old connection and then a SYN of the same endpoints are two flows")
    func oldTail() {
        var recorder = Recorder()
        var old = connection
        old.clientISN = 900_000_000
        recorder.receive([old.client(50, "tail", ack: 9)])
        recorder.receive(connection.handshake)
        recorder.receive(connection.client(0, "new"))
        #expect(
            recorder.take() == [
                "1 opened 10.0.0.1:40000 > 10.0.0.2:1935 midstream", "1 i 0 \"tail\" #1", "1 closed reused",
                "2 opened 10.0.0.1:40000 > 10.0.0.2:1935 syn", "2 i 0 \"new\" #5",
            ])
    }

    @Test("IPv6 flows, the same addresses in two tunnels, and swapped ports are flows of their own; VLANs are not")
    func keys() {
        var v6 = connection
        v6.client.address = Address(ipv6High: 0, low: 0x0a00_0001)
        v6.server.address = Address(ipv6High: 0, low: 0x0a00_0002)
        var tunnel = connection
        tunnel.encapsulation.tunnel = .vxlan
        var otherTunnel = tunnel
        otherTunnel.encapsulation.tunnelID = 7
        var swapped = connection
        (swapped.client.port, swapped.server.port) = (connection.server.port, connection.client.port)
        var tagged = connection
        tagged.encapsulation.outerVLAN = 12
        var recorder = Recorder()
        for connection in [connection, v6, tunnel, otherTunnel, swapped] { recorder.receive(connection.handshake) }
        #expect(
            recorder.take()
                == [
                    opened, "2 opened [::10.0.0.1]:40000 > [::10.0.0.2]:1935 syn",
                    "3 opened 10.0.0.1:40000 > 10.0.0.2:1935 syn", "4 opened 10.0.0.1:40000 > 10.0.0.2:1935 syn",
                    "5 opened 10.0.0.1:1935 > 10.0.0.2:40000 syn",
                ].map { $0.replacing("::10.0.0.1", with: "\(v6.client.address)") }
                .map { $0.replacing("::10.0.0.2", with: "\(v6.server.address)") })
        recorder.receive(tagged.client(0, "x"))
        #expect(recorder.take() == ["1 i 0 \"x\" #16"])
    }

    @Test("a connection from an endpoint to itself does no harm")
    func toItself() {
        var strange = connection
        strange.server = strange.client
        var recorder = Recorder()
        recorder.receive(strange.handshake)
        recorder.receive([strange.client(0, "a"), strange.server(0, "b")])
        recorder.finish()
        #expect(recorder.lines.last?.contains("closed") == true)
    }
}
