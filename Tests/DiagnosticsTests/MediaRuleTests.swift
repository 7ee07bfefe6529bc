import Diagnostics
import Dissection
import Packets
import RTMP
import Testing
import TestSupport

@Suite("Rules of media")
struct MediaRuleTests {
    @Test("a rule speaks of its trouble and is silent beside it", arguments: Self.cases)
    func rule(_ rule: RuleCase) throws { try rule.check() }

    private static let cases = headers + times + sounds + flows

    private static let headers: [RuleCase] = [
        RuleCase("sequence-header-missing", .error, "2 h264 frames of video came before the sequence header") {
            .make(.published()) {
                $0.video(Sample.avcKey)
                $0.video(at: 40, Sample.avcInter)
                $0.video(at: 80, Sample.avcHeader)
            }
        } health: {
            .make(.published()) {
                $0.video(Sample.avcHeader)
                $0.video(Sample.avcKey)
            }
        },
        RuleCase("sequence-header-missing", .error, "1 aac frame of audio and no sequence header at all") {
            .make(.published()) { $0.audio(Sample.aacFrame) }
        } health: {
            // The capture lacks what came before.
            .make(.published()) {
                $0.lose(.clientToServer, count: 40)
                $0.audio(Sample.aacFrame)
                $0.audio(at: 23, Sample.aacFrame)
            }
        },
        RuleCase("sequence-header-unreadable", .error, "the aac sequence header of audio is empty") {
            .make(.published()) { $0.audio(hex("af00")) }
        } health: {
            .make(.published()) { $0.audio(Sample.aacHeader) }
        },
        RuleCase("sequence-header-unreadable", .error, "the h264 sequence header of video is broken") {
            .make(.published()) { $0.video(hex("1700 000000 00000001 6742c01e")) }
        } health: {
            .make(.published()) { $0.video(Sample.avcHeader) }
        },
        RuleCase("sequence-header-repeated", .warning, "was repeated 5 times without a change, among 6 key frames") {
            .make(.published()) { keyFrames(&$0, count: 6, header: true) }
        } health: {
            .make(.published()) { keyFrames(&$0, count: 6, header: false) }
        },
        RuleCase("sequence-header-changed", .note, "audio changed from LC 44.1 kHz stereo to LC 48 kHz stereo") {
            .make(.published()) {
                $0.audio(Sample.aacHeader)
                $0.audio(at: 23, Sample.aacFrame)
                $0.audio(at: 46, Sample.aacHeader48)
            }
        } health: {
            // Nothing was sent with the first one.
            .make(.published()) {
                $0.audio(Sample.aacHeader)
                $0.audio(at: 46, Sample.aacHeader48)
            }
        },
        RuleCase("composition-time-odd", .warning, "is -1 ms: read as unsigned 16777215 ms") {
            .make(.published()) { $0.video(hex("2701 ffffff 00000002 419a")) }
        } health: {
            .make(.published()) { $0.video(hex("2701 0003e8 00000002 419a")) }
        },
    ]

    /// Ten frames to a player, 40 ms apart, then a key frame at another time.
    private static func skip(_ session: inout BuiltSession, from start: UInt32 = 0, header: Bool, to end: UInt32) {
        if start == 0 { session.video(from: .serverToClient, Sample.avcHeader) }
        for index in 0..<10 as Range<UInt32> {
            session.video(from: .serverToClient, at: start + index * 40, index == 0 ? Sample.avcKey : Sample.avcInter)
        }
        if header { session.video(from: .serverToClient, at: end, Sample.avcHeader) }
        session.video(from: .serverToClient, at: end, Sample.avcKey)
    }

    private static func keyFrames(_ session: inout BuiltSession, count: UInt32, header: Bool) {
        session.video(Sample.avcHeader)
        for index in 0..<count {
            if header, index > 0 { session.video(at: index * 1000, Sample.avcHeader) }
            session.video(at: index * 1000, Sample.avcKey)
        }
    }

    private static let times: [RuleCase] = [
        RuleCase("timestamp-backwards", .warning, "goes back 40 ms, from 80 to 40: presentation times") {
            .make(.published()) { frames(&$0, [0, 80, 40, 120]) }
        } health: {
            .make(.published()) { frames(&$0, [0, 40, 80, 120]) }
        },
        RuleCase("timestamp-backwards", .warning, "it wrapped at 2³¹, not at 2³²") {
            .make(.published()) { frames(&$0, [0x7fff_ffd0, 0x7fff_fff8, 32]) }
        } health: {
            // A seek goes back.
            .make(.played()) {
                $0.audio(from: .serverToClient, at: 5000, Sample.aacFrame)
                $0.audio(from: .serverToClient, at: 5023, Sample.aacFrame)
                $0.command(.clientToServer, "seek", 0, [.null, .number(0)], stream: 1)
                $0.audio(from: .serverToClient, at: 0, Sample.aacFrame)
            }
        },
        RuleCase("timestamp-jump", .warning, "jumps 60 s ahead, from 320 to 60320") {
            .make(.published()) { frames(&$0, [0, 40, 80, 120, 160, 200, 240, 280, 320, 60320]) }
        } health: {
            // As long on the wire: a stall, not a jump.
            .make(.published()) {
                frames(&$0, [0, 40, 80, 120, 160, 200, 240, 280, 320])
                $0.wait(seconds: 60)
                frames(&$0, [60320])
            }
        },
        RuleCase("timestamp-repeated", .note, "12 of 13 frames of video repeat the timestamp before") {
            .make(.published()) { frames(&$0, [UInt32](repeating: 40, count: 13)) }
        } health: {
            .make(.published()) { frames(&$0, [0, 40, 40, 80, 120]) }
        },
        RuleCase("timestamp-wrap", .note, "the video timestamp passed 2²⁴ ms, from 16777200 to 16777240") {
            .make(.published()) { frames(&$0, [16_777_160, 16_777_200, 16_777_240, 16_777_280]) }
        } health: {
            .make(.published()) { frames(&$0, [16_777_240, 16_777_280]) }
        },
        RuleCase("timestamp-wrap", .note, "passed 2³² ms, from 4294967280 to 24") {
            .make(.published()) { frames(&$0, [0xffff_fff0, 24]) }
        } health: {
            .make(.published()) { frames(&$0, [0, 24]) }
        },
        RuleCase("track-start-offset", .warning, "the picture begins 2.5 s after the sound (live/cam)") {
            .make(.published()) {
                $0.audio(at: 0, Sample.aacFrame)
                $0.video(at: 2500, Sample.avcKey)
                $0.goodbye()
            }
        } health: {
            .make(.published()) {
                $0.audio(at: 0, Sample.aacFrame)
                $0.video(at: 500, Sample.avcKey)
                $0.goodbye()
            }
        },
        RuleCase("track-start-offset", .warning, "the picture came 3 s after the sound, with the same timestamps") {
            .make(.published()) {
                $0.audio(at: 0, Sample.aacFrame)
                $0.wait(seconds: 3)
                $0.video(at: 0, Sample.avcKey)
                $0.goodbye()
            }
        } health: {
            .make(.published()) {
                $0.audio(at: 0, Sample.aacFrame)
                $0.goodbye()
            }
        },
    ]

    private static func frames(_ session: inout BuiltSession, _ timestamps: [UInt32]) {
        for timestamp in timestamps { session.video(at: timestamp, Sample.avcInter) }
    }

    private static let sounds: [RuleCase] = [
        RuleCase("aac-header-bits", .note, "AAC with a header that says 22.05 kHz, mono") {
            .make(.published()) { $0.audio(hex("aa00 1210")) }
        } health: {
            .make(.published()) { $0.audio(Sample.aacHeader) }
        },
        RuleCase("aac-adts", .error, "begins with an ADTS header") {
            // AF 01, then FF F1 …: 7 bytes of header and 4 of data, 11 in all.
            .make(.published()) { $0.audio(hex("af01 fff150800 17ffc 21004990")) }
        } health: {
            .make(.published()) { $0.audio(Sample.aacFrame) }
        },
        RuleCase("aggregate-used", .warning, "the client sends aggregates, this one of 1 message") {
            .make(.published()) { $0.message(.clientToServer, type: 22, stream: 1, aggregate(pointer: 15)) }
        } health: {
            .make(.published()) { $0.audio(Sample.aacFrame) }
        },
        RuleCase("aggregate-used", .note, "the server sends aggregates") {
            .make(.played()) { $0.message(.serverToClient, type: 22, stream: 1, aggregate(pointer: 15)) }
        } health: {
            .make(.played()) { $0.audio(from: .serverToClient, Sample.aacHeader) }
        },
        RuleCase("aggregate-broken", .warning, "the back pointer of message 1 in the aggregate is 4, not 15") {
            .make(.played()) { $0.message(.serverToClient, type: 22, stream: 1, aggregate(pointer: 4)) }
        } health: {
            .make(.played()) { $0.message(.serverToClient, type: 22, stream: 1, aggregate(pointer: 15)) }
        },
    ]

    /// One AAC sequence header of four bytes, and what stands behind it.
    private static func aggregate(pointer: UInt32) -> [UInt8] {
        hex("08 000004 000000 00 000000") + Sample.aacHeader + ChunkBuilder.u32(pointer)
    }

    private static let flows: [RuleCase] = [
        RuleCase("media-stalled", .warning, "no media from the client for 5 s; TCP shows neither loss") {
            .make(.published()) {
                for index in 0..<20 { $0.audio(at: UInt32(index) * 23, Sample.aacFrame) }
                $0.wait(seconds: 5)
                $0.audio(at: 5460, Sample.aacFrame)
                $0.goodbye()
            }
        } health: {
            // The player paused.
            .make(.played()) {
                for index in 0..<20 { $0.audio(from: .serverToClient, at: UInt32(index) * 23, Sample.aacFrame) }
                $0.command(.clientToServer, "pause", 0, [.null, .boolean(true), .number(460)], stream: 1)
                $0.wait(seconds: 5)
                $0.audio(from: .serverToClient, at: 483, Sample.aacFrame)
                $0.goodbye()
            }
        },
        RuleCase("media-skipped", .warning, "the server left out video: 1.04 s from 360 to 1400 ms, and began again") {
            .make(.played()) { skip(&$0, header: true, to: 1400) }
        } health: {
            // A picture that stood still, and a header that is repeated at a usual step.
            .make(.played()) {
                skip(&$0, header: false, to: 1400)
                skip(&$0, from: 1440, header: true, to: 1840)
            }
        },
        RuleCase("media-too-slow", .warning, "0.5 times real time") {
            .make(.published()) { slow(&$0, 0.2) }
        } health: {
            .make(.published()) { slow(&$0, 0.1) }
        },
    ]

    /// 200 frames of 100 ms each, at this distance on the wire.
    private static func slow(_ session: inout BuiltSession, _ distance: Double) {
        for index in 0..<200 {
            session.video(at: UInt32(index) * 100, Sample.avcInter)
            session.wait(seconds: distance - 0.001)
        }
        session.goodbye()
    }

    // MARK: NAL units, which are only looked at on request

    /// What the rules say with frames scanned.
    private func scanned(_ payload: [UInt8]) -> [Finding] {
        let session = BuiltSession.make(.published()) {
            $0.video(Sample.avcHeader)
            $0.video(at: 40, payload)
        }
        var options = DissectionOptions()
        options.messages.scansFrames = true
        var dissector = Dissector(options: options)
        var diagnosis = Diagnosis()
        var findings: [Finding] = []
        for (index, record) in session.packets.enumerated() {
            let packet = Packet(
                number: index + 1, time: Timestamp(nanoseconds: record.time), linkType: .ethernet,
                originalLength: record.originalLength)
            dissector.receive(packet, record.bytes.span.bytes) { event in
                diagnosis.observe(event) { findings.append($0) }
            }
        }
        dissector.finish { event in diagnosis.observe(event) { findings.append($0) } }
        return findings
    }

    @Test(
        "NAL units that do not stand behind their lengths",
        arguments: [
            ("1701 000000 00000001 65889999", "nal-units-broken", "Annex B start codes"),
            ("1701 000000 00000100 6588", "nal-units-broken", "a unit of 256 bytes has only 2"),
            ("1701 000000 00000002 6588 0000", "nal-units-broken", "the payload ends inside a length"),
            ("1701 000000 00000000 00000002 6588", "nal-unit-empty", "1 NAL unit of length 0"),
        ])
    func units(payload: String, id: String, says: String) throws {
        let findings = scanned(hex(payload))
        let finding = try #require(findings.of(id).first, "\(findings.lines)")
        #expect(finding.text.contains(says), "\(finding.text)")
    }

    @Test("NAL units behind their lengths have no finding, and none is made where frames are not scanned")
    func unitsInOrder() {
        let good = scanned(Sample.avcKey)
        #expect(good.of("nal-units-broken").isEmpty && good.of("nal-unit-empty").isEmpty)
        let unseen = RuleHarness.findings(
            in: .make(.published()) { $0.video(hex("1701 000000 00000001 65889999")) })
        #expect(unseen.of("nal-units-broken").isEmpty)
    }

    // MARK: Cause and effect

    @Test("segments sent again beside a stall blame the network")
    func network() throws {
        var session = BuiltSession.published()
        for index in 0..<20 { session.audio(at: UInt32(index) * 23, Sample.aacFrame) }
        session.wait(seconds: 5)
        // The last data packets once more, as TCP does after a time-out.
        let again = session.packets.suffix(10).map { record in
            // Another identification makes it another packet, not a copy in the capture; the checksum follows.
            var bytes = record.bytes
            bytes[19] += 1
            let sum = (UInt16(bytes[24]) << 8 | UInt16(bytes[25])) - 1
            bytes.replaceSubrange(24..<26, with: PacketBuilder.u16(sum))
            return CaptureBuilder.Record(bytes, at: session.time)
        }
        session.audio(at: 5460, Sample.aacFrame)
        session.goodbye()
        let packets = (session.packets + again).sorted { $0.time < $1.time }
        let finding = try #require(RuleHarness.findings(inPackets: packets).of("media-stalled").first)
        #expect(finding.text.contains("the network lost them"), "\(finding.text)")
    }

    // MARK: Captures

    @Test("a capture across 2²⁴ ms tells so")
    func wrap() throws {
        let findings = try RuleHarness.findings(inCapture: "rtmpdump-plays-beyond-24-bits.pcap")
        #expect(findings.of("timestamp-wrap").first?.text.contains("2²⁴") == true)
        #expect(findings.of("timestamp-backwards").isEmpty && findings.of("timestamp-jump").isEmpty)
    }

    @Test(
        "healthy sessions of common peers have no serious finding about commands or media",
        arguments: [
            "ffmpeg-publishes-to-nginx.pcap", "obs-publishes-to-nginx.pcap", "vlc-publishes-to-nginx.pcap",
            "mpv-plays-from-nginx.pcap", "rtmpdump-plays-in-65536-byte-chunks.pcap", "ffmpeg-publishes-over-ipv6.pcap",
            "nginx-proxies-ffmpeg-with-proxy-protocol.pcap", "librtmp-sends-amf3-to-srs.pcap",
        ])
    func healthy(name: String) throws {
        let findings = try RuleHarness.findings(inCapture: name).serious
        let own = findings.filter { finding in MediaRuleTests.ids.contains(finding.rule) }
        #expect(own.isEmpty, "\(own.lines)")
    }

    private static let ids: Set<String> = [
        "call-unanswered", "request-refused", "publish-bad-name", "silent-rejection", "status-sent-as-result",
        "response-unmatched", "transaction-id-missing", "status-code-unknown", "status-level-differs",
        "message-stream-unknown", "status-on-wrong-stream", "publish-before-stream-id", "publish-repeated",
        "fcpublish-after-publish", "fc-call-unanswered", "publish-not-closed", "tcurl-shape", "authentication-failed",
        "ping-unanswered", "ping-response-differs", "sequence-header-missing", "sequence-header-unreadable",
        "sequence-header-repeated", "composition-time-odd", "timestamp-backwards", "timestamp-jump",
        "track-start-offset", "media-stalled", "media-too-slow", "aac-adts", "aggregate-used", "aggregate-broken",
        "enhanced-not-negotiated", "enhanced-connect-refused", "legacy-codec-extension", "metadata-fourcc",
        "fourcc-unknown", "coded-frames-x-misused", "opus-header-odd", "enhanced-capability-missing",
        "nanosecond-offset-odd", "track-id-repeated", "reconnect-requested", "codec-refused",
    ]
}
