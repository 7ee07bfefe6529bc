import Comparison
import TestSupport
import Testing
import Transcripts

/// Real sessions: with themselves, with another run of the same peers, with other peers.
@Suite struct CaptureComparisonTests {
    @Test("a session and itself differ in nothing", arguments: Repository.captureNames)
    func itself(capture: String) throws {
        for flow in try Compared.flows(ofCapture: capture) where SessionMatch.isSession(flow) {
            let session = ComparedSession(file: capture, flow: flow, captured: flow.facts?.duration ?? 0)
            let comparison = SessionComparison(session, session)
            #expect(comparison.differences == [])
            #expect(comparison.rows.allSatisfy { $0.a != nil && $0.b != nil })
        }
    }

    @Test(
        "two runs of the same peers differ in nothing that matters",
        arguments: [
            "capture-lost-twenty-packets.pcap", "second-publisher-gets-badname.pcap",
            "ffmpeg-publishes-over-ipv6.pcap", "ffmpeg-publishes-in-cut-packets.pcap",
            "ffmpeg-publishes-in-ip-fragments.pcap", "ffmpeg-publishes-over-pppoe.pcap",
            "ffmpeg-publishes-captured-on-bsd-loopback.pcap", "ffmpeg-publishes-in-big-endian-nanoseconds.pcap",
            "ffmpeg-publishes-seen-from-midstream.pcap",
        ])
    func samePeers(capture: String) throws {
        let comparison = try Compared.comparison(ofCaptures: "ffmpeg-publishes-to-nginx.pcap", capture)
        #expect(comparison.firstThatMatters.map(\.sentence) == nil)
    }

    /// The differences that tell, in their order.
    private func telling(_ a: String, _ b: String) throws -> [String] {
        try Compared.comparison(ofCaptures: a, b).differences.filter(\.weight.matters).map(\.sentence)
    }

    @Test("the same publisher at another server: what that server does otherwise")
    func otherServer() throws {
        let found = try telling("ffmpeg-publishes-to-nginx.pcap", "tcserver-rejects-ffmpeg-without-a-token.pcap")
        #expect(
            found.first
                == "answer to connect is _result NetConnection.Connect.Success in A, "
                + "_error NetConnection.Connect.Rejected in B")
        #expect(found.contains("kind of S1 is complex in A, simple in B"))
        #expect(found.contains("the client closes in A, the server in B"))
    }

    @Test("another publisher at the same server: what that publisher does otherwise")
    func otherClient() throws {
        let found = try telling("ffmpeg-publishes-to-nginx.pcap", "obs-publishes-to-nginx.pcap")
        #expect(found.contains("csid of publish is 8 in A, 4 in B"))
        #expect(found.contains("set chunk size comes after connect in A, after C2 in B"))
        #expect(found.contains("supportsGoAway of connect is only in B: true"))
    }

    private static let pairs = [
        ("ffmpeg-publishes-to-nginx.pcap", "obs-publishes-to-nginx.pcap"),
        ("ffmpeg-publishes-to-nginx.pcap", "vlc-publishes-to-nginx.pcap"),
        ("ffmpeg-publishes-to-nginx.pcap", "ffmpeg-is-refused-by-srs.pcap"),
        ("librtmp-sends-amf3-to-lal.pcap", "librtmp-sends-amf3-to-srs.pcap"),
        ("mpv-plays-from-nginx.pcap", "ffmpeg-plays-captured-on-any.pcap"),
        ("mpv-plays-from-nginx.pcap", "obs-publishes-to-nginx.pcap"),
        ("two-clients-share-objects-at-crtmpserver.pcap", "client-stops-after-the-handshake.pcap"),
    ]

    @Test("each step stands in one row, phase by phase, and rows and differences know each other", arguments: pairs)
    func rows(a: String, b: String) throws {
        let comparison = try Compared.comparison(ofCaptures: a, b)
        #expect(comparison.rows.compactMap(\.a).sorted() == Array(comparison.a.steps.indices))
        #expect(comparison.rows.compactMap(\.b).sorted() == Array(comparison.b.steps.indices))
        #expect(zip(comparison.rows, comparison.rows.dropFirst()).allSatisfy { $0.phase <= $1.phase })
        for (index, row) in comparison.rows.enumerated() {
            if let other = row.elsewhere { #expect(comparison.rows[other].elsewhere == index) }
            for difference in row.differences { #expect(comparison.differences[difference].rows.contains(index)) }
        }
        #expect(zip(comparison.differences, comparison.differences.dropFirst()).allSatisfy { $0.weight >= $1.weight })
    }

    @Test("it does not matter which of the two comes first", arguments: pairs)
    func symmetric(a: String, b: String) throws {
        let there = try Compared.comparison(ofCaptures: a, b)
        let back = try Compared.comparison(ofCaptures: b, a)
        for weight in [Weight.decisive, .telling] { #expect(there.count(weight) == back.count(weight)) }
    }
}
