import Diagnostics
import Dissection
import Testing
import TestSupport

@Suite("Rules of Enhanced RTMP")
struct EnhancedRuleTests {
    @Test("a rule speaks of its trouble and is silent beside it", arguments: Self.cases)
    func rule(_ rule: RuleCase) throws { try rule.check() }

    private static let cases = negotiation + messages + sessions

    private static let negotiation: [RuleCase] = [
        RuleCase("enhanced-not-negotiated", .note, "sends hvc1, but the server announced no codecs") {
            .make(.published()) { $0.video(Sample.hevcFrameX) }
        } health: {
            .make(.published(.connected(answer: [("videoFourCcInfoMap", .object([("hvc1", .number(4))]))]))) {
                $0.video(Sample.hevcFrameX)
            }
        },
        RuleCase("enhanced-not-negotiated", .warning, "the server announced others (fourCcList av01)") {
            .make(.published(.connected(answer: [("fourCcList", .strictArray([.string("av01")]))]))) {
                $0.video(Sample.hevcFrameX)
            }
        } health: {
            .make(.published(.connected(answer: [("fourCcList", .strictArray([.string("*")]))]))) {
                $0.video(Sample.hevcFrameX)
            }
        },
        RuleCase("enhanced-connect-refused", .error, "connect with fourCcList, capsEx was not answered") {
            var session = BuiltSession()
            session.handshake()
            session.connect([("fourCcList", .strictArray([.string("hvc1")])), ("capsEx", .number(1))])
            session.close(.serverToClient)
            session.close(.clientToServer)
            return session
        } health: {
            var session = BuiltSession()
            session.handshake()
            session.connect()
            session.close(.serverToClient)
            session.close(.clientToServer)
            return session
        },
        RuleCase("enhanced-connect-refused", .warning, "connect with fourCcList was refused") {
            var session = BuiltSession()
            session.handshake()
            session.connect([("fourCcList", .strictArray([.string("hvc1")]))])
            session.refuse(1, "NetConnection.Connect.Failed", "bad arguments")
            return session
        } health: {
            // The reason is another one.
            var session = BuiltSession()
            session.handshake()
            session.connect([("fourCcList", .strictArray([.string("hvc1")]))])
            session.refuse(1, "NetConnection.Connect.InvalidApp", "no such app")
            return session
        },
        RuleCase("enhanced-capability-missing", .note, "uses multitrack, the server announced no capsEx") {
            .make(.published()) { $0.audio(opusTracks(1, 2)) }
        } health: {
            .make(.published(.connected(answer: [("capsEx", .number(2))]))) { $0.audio(opusTracks(1, 2)) }
        },
        RuleCase("enhanced-capability-missing", .warning, "uses ModEx, the server announced capsEx 3") {
            .make(.published(.connected(answer: [("capsEx", .number(3))]))) { $0.audio(opusWithOffset("0f423f")) }
        } health: {
            .make(.published(.connected(answer: [("capsEx", .number(15))]))) { $0.audio(opusWithOffset("0f423f")) }
        },
    ]

    /// Two Opus tracks of two bytes each: AudioPacketType Multitrack, ManyTracks of CodedFrames.
    private static func opusTracks(_ a: UInt8, _ b: UInt8) -> [UInt8] {
        hex("95 11 4f707573") + [a] + hex("000002 fc00") + [b] + hex("000002 fc00")
    }

    /// AudioPacketType ModEx with TimestampOffsetNano, then CodedFrames of Opus.
    private static func opusWithOffset(_ offset: String) -> [UInt8] {
        let data = hex(offset)
        return [0x97, UInt8(data.count - 1)] + data + [0x01] + hex("4f707573 fc00")
    }

    private static let messages: [RuleCase] = [
        RuleCase("legacy-codec-extension", .warning, "hevc is sent as codec 12 instead of hvc1") {
            .make(.published()) { $0.video(hex("2c01 000000 00000003 020100")) }
        } health: {
            .make(.published()) { $0.video(Sample.hevcFrameX) }
        },
        RuleCase("metadata-fourcc", .note, "videocodecid is 1635135537, the FourCC av01 of av1") {
            .make(.published()) { metadata(&$0, 1_635_135_537) }
        } health: {
            .make(.published()) { metadata(&$0, 7) }
        },
        RuleCase("metadata-fourcc", .warning, "videocodecid is 1234567, which is no known FourCC") {
            .make(.published()) { metadata(&$0, 1_234_567) }
        } health: {
            .make(.published()) { metadata(&$0, 12) }
        },
        RuleCase("fourcc-unknown", .warning, "the video FourCC zzzz is not a known one") {
            .make(.published()) { $0.video(hex("91 7a7a7a7a 000000")) }
        } health: {
            .make(.published()) { $0.video(Sample.hevcFrameX) }
        },
        RuleCase("fourcc-unknown", .error, "the FourCC 4294899479 is no text: lost chunk boundaries") {
            .make(.published()) { $0.video(hex("91 fffef717 000000")) }
        } health: {
            // The hole in the capture explains it.
            .make(.published()) {
                $0.video(Sample.avcHeader)
                $0.lose(.clientToServer, count: 40)
                $0.video(hex("91 fffef717 000000"))
                $0.video(hex("91 fffef717 000000"))
            }
        },
        RuleCase("coded-frames-x-misused", .warning, "av1 frames come as CodedFramesX") {
            .make(.published()) { $0.video(hex("93 61763031 120032")) }
        } health: {
            .make(.published()) { $0.video(hex("91 61763031 120032")) }
        },
        RuleCase("opus-header-odd", .note, "Opus frames of audio came without OpusHead") {
            .make(.published()) { $0.audio(hex("91 4f707573 fc00")) }
        } health: {
            .make(.published()) {
                $0.audio(opusHead(channels: 2))
                $0.audio(hex("91 4f707573 fc00"))
            }
        },
        RuleCase("opus-header-odd", .warning, "OpusHead says 6 channels in mapping family 0") {
            .make(.published()) { $0.audio(opusHead(channels: 6)) }
        } health: {
            .make(.published()) { $0.audio(opusHead(channels: 1)) }
        },
        RuleCase("nanosecond-offset-odd", .warning, "the nanosecond offset is 1000000 in 3 bytes") {
            .make(.published()) { $0.audio(opusWithOffset("0f4240")) }
        } health: {
            .make(.published()) { $0.audio(opusWithOffset("0f423f")) }
        },
        RuleCase("nanosecond-offset-odd", .warning, "in 2 bytes") {
            .make(.published()) { $0.audio(opusWithOffset("0001")) }
        } health: {
            .make(.published()) { $0.audio(opusWithOffset("000001")) }
        },
        RuleCase("track-id-repeated", .warning, "track 1 comes twice among 2 tracks") {
            .make(.published()) { $0.audio(opusTracks(1, 1)) }
        } health: {
            .make(.published()) { $0.audio(opusTracks(1, 2)) }
        },
    ]

    private static func metadata(_ session: inout BuiltSession, _ codec: Double) {
        session.data(
            .clientToServer,
            [.string("@setDataFrame"), .string("onMetaData"), .ecmaArray([("videocodecid", .number(codec))])])
    }

    /// SequenceStart of Opus: version 1, 312 samples to skip, 48 kHz, no gain, mapping family 0.
    private static func opusHead(channels: UInt8) -> [UInt8] {
        hex("90 4f707573 4f70757348656164 01") + [channels] + hex("3801 80bb0000 0000 00")
    }

    private static let sessions: [RuleCase] = [
        RuleCase("reconnect-requested", .note, "to connect again to rtmp://198.51.100.8/live; the client closed") {
            .make(.published(.connected([("capsEx", .number(1))]))) { reconnect(&$0) }
        } health: {
            .make(.published()) { $0.goodbye() }
        },
        RuleCase("reconnect-requested", .warning, "which the client did not announce to understand") {
            .make(.published()) { reconnect(&$0) }
        } health: {
            .published()
        },
        RuleCase("codec-refused", .warning, "after the first hevc frame, without an error: does it take hevc?") {
            .make(.published()) {
                $0.video(Sample.hevcFrameX)
                $0.wait(seconds: 4)
                $0.close(.serverToClient)
                $0.close(.clientToServer)
            }
        } health: {
            .make(.published()) {
                $0.video(Sample.avcHeader)
                $0.video(Sample.avcKey)
                $0.wait(seconds: 4)
                $0.close(.serverToClient)
                $0.close(.clientToServer)
            }
        },
    ]

    @Test("whether the client followed a request to connect again is told")
    func followed() throws {
        let first = BuiltSession.make(.published(.connected([("capsEx", .number(1))]))) { session in
            Self.reconnect(&session, staying: 5)
        }
        // Another port of the same client, while the first connection lasts.
        var second = BuiltSession(clientPort: 50_001, time: 1_700_000_002)
        second.handshake()
        second.connect(tcURL: "rtmp://198.51.100.8/live")
        let finding = try #require(RuleHarness.findings(in: [first, second]).of("reconnect-requested").first)
        #expect(finding.text.contains("it connected to rtmp://198.51.100.8/live"), "\(finding.text)")
        #expect(finding.text.contains("in flow 2"), "\(finding.text)")
    }

    private static func reconnect(_ session: inout BuiltSession, staying seconds: Double = 0) {
        session.command(
            .serverToClient, "onStatus", 0,
            [
                .null,
                .object([
                    ("level", .string("status")), ("code", .string("NetConnection.Connect.ReconnectRequest")),
                    ("tcUrl", .string("rtmp://198.51.100.8/live")),
                ]),
            ])
        session.wait(seconds: seconds)
        session.goodbye()
    }

    @Test("several tracks sent to a server without capsEx are noted in a capture")
    func tracks() throws {
        let findings = try RuleHarness.findings(inCapture: "ffmpeg-publishes-four-tracks-to-ffmpeg.pcap")
        #expect(findings.of("enhanced-capability-missing").first?.severity == .note)
        #expect(findings.of("enhanced-not-negotiated").serious.isEmpty)
        #expect(findings.of("track-id-repeated").isEmpty)
    }
}
