import Diagnostics
import Dissection
import Testing
import TestSupport

@Suite("Rules of AMF and metadata")
struct AMFRuleTests {
    /// An ECMA array with a count and an end of the test's choice.
    private static func ecmaArray(
        _ members: [(String, AMF0Bytes)], count: UInt32, terminated: Bool = true
    ) -> AMF0Bytes {
        let whole = AMF0Bytes.ecmaArray(members).bytes
        return .raw([8] + ChunkBuilder.u32(count) + whole.dropFirst(5).dropLast(terminated ? 0 : 3))
    }

    private static let properties: [(String, AMF0Bytes)] = [
        ("width", .number(1280)), ("videocodecid", .number(7)), ("audiocodecid", .number(10)),
    ]

    private static func findings(metadata: AMF0Bytes) -> [Finding] {
        var session = BuiltSession.publishing()
        session.data(.clientToServer, [.string("@setDataFrame"), .string("onMetaData"), metadata])
        return RuleHarness.findings(in: session)
    }

    // MARK: Values

    @Test("metadata as it should be has no finding")
    func healthy() {
        for metadata in [AMF0Bytes.ecmaArray(Self.properties), .object(Self.properties)] {
            #expect(Self.findings(metadata: metadata).isEmpty)
        }
    }

    @Test("a wrong count of an ECMA array is a warning, 0 is not")
    func ecmaCount() {
        let findings = Self.findings(metadata: Self.ecmaArray(Self.properties, count: 7)).of("ecma-array-count")
        #expect(findings.map(\.text) == ["the ECMA array of @setDataFrame counts 7 and has 3 members"])
        #expect(Self.findings(metadata: Self.ecmaArray(Self.properties, count: 0)).isEmpty)
    }

    @Test("a missing end marker is a warning")
    func unterminated() {
        let findings = Self.findings(metadata: Self.ecmaArray(Self.properties, count: 3, terminated: false))
        #expect(
            findings.of("amf-end-marker-missing").map(\.text) == [
                "the ECMA array of @setDataFrame ends without 00 00 09 after 3 members"
            ])
        #expect(findings.of("amf-undecodable").isEmpty)
    }

    @Test("a value that breaks off is a warning, surplus behind whole values a note")
    func undecodable() {
        // A string of 9 bytes, of which 2 are there.
        let broken = Self.findings(metadata: .raw([2, 0, 9, 0x61, 0x62])).of("amf-undecodable")
        #expect(broken.map(\.severity) == [.warning])
        #expect(broken.first?.text.contains("needs 9 bytes, 2 left") ?? false, "\(broken.lines)")
        // 0x7E is no marker.
        let surplus = Self.findings(metadata: .raw(AMF0Bytes.null.bytes + [0x7e])).of("amf-undecodable")
        #expect(surplus.map(\.severity) == [.note])
    }

    @Test("types that readers may not know are noted, where they stand in an object")
    func unusual() {
        let findings = Self.findings(metadata: .object([("title", .undefined), ("made", .date(0, 0))]))
        #expect(findings.of("amf-unusual-type").map(\.text) == ["title in @setDataFrame is undefined"])
        #expect(Self.findings(metadata: .undefined).of("amf-unusual-type").isEmpty)
    }

    // MARK: AMF3

    @Test("AMF3 in a message of AMF0 is a warning, in one of AMF3 it is not")
    func amf3() {
        // Marker 11, then the AMF3 integer 5.
        let findings = Self.findings(metadata: .raw([0x11, 4, 5]))
        #expect(findings.of("amf3-in-amf0-message").map(\.severity) == [.warning])
        var session = BuiltSession.publishing()
        session.message(
            .clientToServer, type: 15, csid: 4, stream: 1, [0] + AMF0Bytes.string("onTest").bytes + [0x11, 4, 5])
        #expect(RuleHarness.findings(in: session).isEmpty, "\(RuleHarness.findings(in: session).lines)")
    }

    @Test("a missing or unknown format byte of types 15 and 17 is a warning")
    func formatByte() {
        let name = AMF0Bytes.string("onTest").bytes
        for (payload, text) in [(name, "has no format byte"), ([1] + name, "begins with format byte 1")] {
            var session = BuiltSession.publishing()
            session.message(.clientToServer, type: 15, csid: 4, stream: 1, payload)
            let findings = RuleHarness.findings(in: session).of("amf3-format-byte")
            #expect(findings.first?.text.contains(text) ?? false, "\(findings.lines)")
        }
    }

    @Test("AMF3 that the server did not agree to is a warning once it is used")
    func objectEncoding() {
        func session(answer: [(String, AMF0Bytes)], uses: Bool) -> BuiltSession {
            var session = BuiltSession()
            session.handshake()
            session.command(
                .clientToServer, "connect", 1, [.object([("app", .string("live")), ("objectEncoding", .number(3))])])
            session.command(
                .serverToClient, "_result", 1,
                [.null, .object([("code", .string("NetConnection.Connect.Success"))] + answer)])
            if uses {
                session.message(
                    .clientToServer, type: 17,
                    [0] + AMF0Bytes.all([.string("createStream"), .number(2), .null]))
            }
            return session
        }
        func severities(_ session: BuiltSession) -> [Severity] {
            RuleHarness.findings(in: session).of("object-encoding-refused").map(\.severity)
        }
        #expect(severities(session(answer: [("objectEncoding", .number(3))], uses: true)) == [])
        #expect(severities(session(answer: [("objectEncoding", .number(0))], uses: false)) == [.note])
        #expect(severities(session(answer: [], uses: true)) == [.note, .warning])
    }

    // MARK: Metadata

    @Test("values before the handler's name are a warning")
    func shape() {
        var session = BuiltSession.publishing()
        session.data(
            .clientToServer, [.number(1), .number(2), .string("onMetaData"), .object(Self.properties)])
        session.data(.clientToServer, [.number(1)])
        let findings = RuleHarness.findings(in: session).of("data-message-shape")
        #expect(findings.first?.text == "2 values (1, 2) before onMetaData")
        #expect(findings.last?.text.hasSuffix("a data message without the name of a handler") ?? false)
    }

    @Test("@setDataFrame is for servers: a player should not get it, a publisher should send it")
    func instruction() {
        var player = BuiltSession()
        player.handshake()
        player.command(.clientToServer, "play", 4, [.null, .string("cam")], csid: 8, stream: 1)
        player.data(.serverToClient, [.string("@setDataFrame"), .string("onMetaData"), .object(Self.properties)])
        #expect(RuleHarness.findings(in: player).of("data-message-shape").map(\.severity) == [.warning])
        var publisher = BuiltSession.publishing()
        publisher.data(.clientToServer, [.string("onMetaData"), .object(Self.properties)])
        #expect(RuleHarness.findings(in: publisher).of("data-message-shape").map(\.severity) == [.note])
    }

    /// A publisher of so many AVC key frames and MP3 frames with this metadata.
    private static func media(_ metadata: [(String, AMF0Bytes)]?, video: Int, audio: Int) -> [Finding] {
        var session = BuiltSession.publishing()
        if let metadata {
            session.data(.clientToServer, [.string("@setDataFrame"), .string("onMetaData"), .ecmaArray(metadata)])
        }
        for index in 0..<max(video, audio) {
            let timestamp = UInt32(index * 40)
            if index < video {
                // Sorenson H.263, which has no sequence header: key frame, codec 2.
                session.message(.clientToServer, type: 9, csid: 6, stream: 1, timestamp: timestamp, [0x12, 0, 0])
            }
            if index < audio {
                // MP3, 44 kHz, 16 bits, stereo.
                session.message(.clientToServer, type: 8, csid: 4, stream: 1, timestamp: timestamp, [0x2f, 0xff, 0xfb])
            }
        }
        session.unpublish()
        return RuleHarness.findings(in: session)
    }

    @Test("a stream without onMetaData is a warning, one without codecs in it a note")
    func metadataMissing() {
        let right: [(String, AMF0Bytes)] = [("videocodecid", .number(2)), ("audiocodecid", .number(2))]
        #expect(Self.media(right, video: 20, audio: 20).isEmpty)
        let absent = Self.media(nil, video: 20, audio: 20).of("metadata-missing")
        #expect(absent.map(\.text) == ["stream 1 is published without onMetaData"])
        #expect(absent.map(\.severity) == [.warning])
        let bare = Self.media([("width", .number(320))], video: 20, audio: 20).of("metadata-missing")
        #expect(bare.allSatisfy { $0.severity == .note } && bare.count == 2, "\(bare.lines)")
        let unknown = Self.media([("videocodecid", .number(0))], video: 20, audio: 0).of("metadata-missing")
        #expect(unknown.map(\.severity) == [.warning])
        // Too short to say.
        #expect(Self.media(nil, video: 3, audio: 3).isEmpty)
    }

    @Test("metadata that names another codec, or a track that never comes, is a warning")
    func metadataContradicted() {
        let other = Self.media(
            [("videocodecid", .number(7)), ("audiocodecid", .number(2))], video: 20, audio: 20
        ).of("metadata-contradicted")
        #expect(other.count == 1)
        #expect(other.first?.text.hasPrefix("onMetaData of stream 1 says videocodecid") ?? false, "\(other.lines)")
        let absent = Self.media(
            [("videocodecid", .number(2)), ("audiocodecid", .number(10))], video: 150, audio: 0
        ).of("metadata-contradicted")
        #expect(
            absent.map(\.text) == [
                "onMetaData of stream 1 announces aac audio, of which nothing came beside 150 video frames"
            ])
    }
}
