import Diagnostics
import Dissection
import Packets
import Testing
import TestSupport

@Suite("Rules of the capture itself")
struct CaptureRuleTests {
    @Test("a whole capture has no finding")
    func healthy() {
        var session = BuiltSession.publishing()
        session.unpublish()
        #expect(RuleHarness.findings(in: session).isEmpty, "\(RuleHarness.findings(in: session).lines)")
    }

    @Test("a capture of one direction says so")
    func oneSided() {
        let whole = BuiltSession.publishing()
        // The server's packets are those from port 1935: behind Ethernet and IP headers.
        let packets = whole.packets.filter { $0.bytes[34...35] != [7, 143] }
        let findings = RuleHarness.findings(inPackets: packets).of("capture-one-sided")
        #expect(findings.map(\.direction) == [.serverToClient])
        #expect(findings.first?.text.hasPrefix("nothing that the server sent is in the capture") ?? false)
    }

    @Test("that the other direction is missing is told while the flow goes on")
    func oneSidedEarly() {
        var session = BuiltSession.publishing()
        session.command(.clientToServer, "FCPublish", 4, [.null, .string("cam")])
        session.command(.clientToServer, "FCUnpublish", 5, [.null, .string("cam")])
        let packets = session.packets.filter { $0.bytes[34...35] != [7, 143] }
        let findings = RuleHarness.findings(inPackets: packets).of("capture-one-sided")
        #expect(
            findings.map(\.text) == [
                "nothing that the server sent is in the capture, after 5 messages of the client"
            ])
    }

    @Test("segments damaged among whole ones are noted, and a network card that fills in checksums is not")
    func damaged() {
        let packets = BuiltSession.publishing().packets
        func damaging(_ isDamaged: (Int) -> Bool) -> [Finding] {
            var damaged: [CaptureBuilder.Record] = []
            for (index, record) in packets.enumerated() {
                // Behind Ethernet, IP and TCP headers there is payload; the copy is sent again later.
                if isDamaged(index), record.bytes.count > 54 {
                    var copy = record
                    copy.bytes[50] ^= 0xff
                    damaged.append(copy)
                    // Another identification: not the same packet captured twice.
                    copy = record
                    copy.bytes[19] ^= 1
                    copy.time += 1000
                    damaged.append(copy)
                } else {
                    damaged.append(record)
                }
            }
            return RuleHarness.findings(inPackets: damaged).of("packets-damaged")
        }
        let last = packets.indices.last { packets[$0].bytes.count > 54 && packets[$0].bytes[34...35] != [7, 143] }
        #expect(damaging { $0 == last }.map(\.severity) == [.note])
        #expect(damaging { _ in false }.isEmpty)
        #expect(damaging { _ in true }.isEmpty)
    }

    @Test("a server that only acknowledges has said nothing, and nothing of it is missing")
    func silent() {
        var session = BuiltSession()
        session.send(.clientToServer, [3] + SimpleHandshake.block)
        session.send(.serverToClient, [])
        session.close(.clientToServer)
        session.close(.serverToClient)
        #expect(RuleHarness.findings(in: session).of("capture-one-sided").isEmpty)
    }

    @Test("a connection without its SYN is noted")
    func midstream() {
        var session = BuiltSession(opened: false)
        session.handshake()
        session.command(.clientToServer, "connect", 1, [.object([("app", .string("live"))])])
        let findings = RuleHarness.findings(in: session)
        #expect(findings.of("capture-midstream").map(\.severity) == [.note])
    }

    @Test("a hole that the receiver acknowledged is the capture's")
    func gap() throws {
        var session = BuiltSession.publishing()
        session.lose(.clientToServer, count: 700)
        session.message(.serverToClient, type: 4, csid: 2, [0, 0, 0, 0, 0, 1])
        session.send(.clientToServer, [UInt8](repeating: 0, count: 10))
        session.close(.clientToServer)
        session.close(.serverToClient)
        let findings = RuleHarness.findings(in: session)
        let finding = try #require(findings.of("capture-gap").first)
        #expect(finding.text.hasPrefix("700 bytes in 1 gap was not captured"))
        #expect(finding.direction == .clientToServer)
    }

    @Test("packets cut by the snap length are told with what is missing")
    func cutPackets() {
        var session = BuiltSession.publishing()
        session.close(.clientToServer)
        let packets = session.packets.map { record in
            CaptureBuilder.Record(
                Array(record.bytes.prefix(96)), at: record.time, originalLength: record.bytes.count)
        }
        let findings = RuleHarness.findings(inPackets: packets)
        #expect(findings.of("capture-cut-packets").count == 1)
        #expect(findings.of("capture-cut-packets").first?.flow == nil)
    }

    @Test("a capture without RTMP says what it has instead")
    func withoutRTMP() {
        var session = BuiltSession(serverPort: 8080)
        session.send(.clientToServer, Array("GET / HTTP/1.1\r\nHost: example.com\r\n\r\n".utf8))
        session.close(.clientToServer)
        session.close(.serverToClient)
        let findings = RuleHarness.findings(in: session).of("capture-without-rtmp")
        #expect(findings.map(\.text) == ["no RTMP in 6 TCP segments; the connections are: 1 http"])
    }

    @Test("a clock that goes back, and copies of packets, are noted")
    func clockAndCopies() {
        let session = BuiltSession.publishing()
        #expect(session.packets.count == 19)
        var doubled: [CaptureBuilder.Record] = []
        for record in session.packets { doubled += [record, record] }
        #expect(RuleHarness.findings(inPackets: doubled).of("capture-duplicates").count == 1)
        #expect(RuleHarness.findings(inPackets: doubled).of("capture-clock-back").isEmpty)
        var back = session.packets
        for index in back.indices.dropFirst(10) { back[index].time -= 5_000_000_000 }
        let findings = RuleHarness.findings(inPackets: back, sorted: false)
        #expect(
            findings.of("capture-clock-back").map(\.text) == ["packet 11 is 5 s older than one before it"])
    }

    @Test("packets of an unknown link type are a warning")
    func unreadable() {
        let findings = RuleHarness.findings(
            inPackets: BuiltSession.publishing().packets, linkType: LinkType(rawValue: 65_000))
        #expect(findings.of("capture-unreadable-packets").map(\.severity) == [.warning])
        #expect(findings.of("capture-without-rtmp").count == 1)
    }

    @Test(
        "keys and tokens are noticed and never quoted",
        arguments: [
            "cam?token=s3cr3t", "cam?a=b&streamKey=s3cr3t", "live_s3cr3t4567890123456789abc",
        ])
    func secrets(name: String) {
        let findings = RuleHarness.findings(in: .publishing(name)).of("secret-in-capture")
        #expect(findings.count == 1)
        #expect(findings.allSatisfy { !$0.text.contains("s3cr3t") && $0.severity == .note }, "\(findings.lines)")
    }

    @Test(
        "an ordinary stream name is no secret",
        arguments: ["cam", "studio-2-main-camera", "cam?codec=h264", "1920x1080"])
    func noSecrets(name: String) {
        #expect(RuleHarness.findings(in: .publishing(name)).of("secret-in-capture").isEmpty)
    }

    @Test("a key that comes in three calls is told of once")
    func secretOnce() {
        let session = BuiltSession.make { session in
            for (index, name) in ["releaseStream", "FCPublish", "publish"].enumerated() {
                session.command(.clientToServer, name, Double(index + 2), [.null, .string("cam?token=s3cr3t")])
            }
        }
        let findings = RuleHarness.findings(in: session).of("secret-in-capture")
        #expect(findings.map(\.text) == ["the stream name of releaseStream holds a query item token"])
    }

    @Test("a connection that is refused is told from one that says nothing")
    func refused() throws {
        var session = BuiltSession(opened: false)
        session.refuse()
        let finding = try #require(RuleHarness.findings(in: session).of("capture-without-rtmp").first)
        #expect(finding.text.contains("1 refused; nothing listens at 198.51.100.7:1935"), "\(finding.text)")
        var silent = BuiltSession()
        silent.close(.clientToServer)
        silent.close(.serverToClient)
        let other = try #require(RuleHarness.findings(in: silent).of("capture-without-rtmp").first)
        #expect(other.text.contains("1 no data") && !other.text.contains("nothing listens"), "\(other.text)")
    }
}
