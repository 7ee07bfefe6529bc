import AMF
import Fields
import Media
import Testing

@Suite("onMetaData") struct StreamMetadataTests {
    static func metadata(_ members: [(String, AMFValue)]) throws -> StreamMetadata {
        try #require(StreamMetadata(Wire.object(members)))
    }

    static let ffmpeg: [(String, AMFValue)] = [
        ("duration", .number(0)), ("width", .number(1280)), ("height", .number(720)), ("videodatarate", .number(2500)),
        ("framerate", .number(30)), ("videocodecid", .number(7)), ("audiodatarate", .number(128)),
        ("audiosamplerate", .number(44100)), ("audiosamplesize", .number(16)), ("stereo", .boolean(true)),
        ("audiocodecid", .number(10)), ("encoder", .string("Lavf59.27.100")), ("filesize", .number(0)),
    ]

    @Test("what FFmpeg sends is one line")
    func ffmpegLine() throws {
        let metadata = try Self.metadata(Self.ffmpeg)
        #expect(
            metadata.summary
                == "1280×720 30 fps h264 2500 kb/s · 44.1 kHz stereo aac 128 kb/s · encoder Lavf59.27.100")
        #expect(metadata.fields["video_codec"] == .text("h264") && metadata.fields["duration"] == .number(0))
    }

    @Test(
        "a codec is a number, a FourCC as a number, or a text",
        arguments: [
            (AMFValue.number(7), "h264"), (.number(12), "hevc"), (.number(1_635_135_537), "av1"),
            (.integer(0x0706_3031), "codec 117846065"), (.string("avc1"), "h264"), (.string("H264"), "h264"),
            (.string("7"), "h264"), (.string("x\u{1B}[2J"), "codec \"x\\u{1b}[2J\""), (.number(0), "codec 0"),
            (.number(99), "codec 99"), (.number(.nan), "codec nan"), (.number(-1), "codec -1"),
            (.number(1e300), "codec 1e+300"), (.number(7.5), "codec 7.5"), (.avmPlus(.integer(7)), "h264"),
            (.number(2_021_144_632), "codec xx88"),
        ])
    func codecs(value: AMFValue, name: String) throws {
        #expect(try Self.metadata([("videocodecid", value)]).video?.name == name)
    }

    @Test("odd types and values do no harm")
    func oddValues() throws {
        let odd = try Self.metadata([
            ("width", .string("1920")), ("height", .number(.infinity)), ("framerate", .number(.nan)),
            ("audiochannels", .number(1e20)), ("videocodecid", .null), ("stereo", .string("true")),
            ("videodatarate", .number(-1e19)), ("encoder", .number(3)),
        ])
        #expect(odd.width == 1920 && odd.video == nil && odd.isStereo == nil && odd.encoder == nil)
        #expect(odd.summary == "1920×inf nan fps -1e+19 kb/s")
        #expect(StreamMetadata(.null) == nil && StreamMetadata(.number(1)) == nil)
        #expect(try Self.metadata([]).summary == "{}")
    }

    @Test("further tracks tell what differs")
    func tracks() throws {
        let track = Wire.object([("width", .number(640)), ("height", .number(360)), ("videodatarate", .number(800))])
        let sound = Wire.object([("audiocodecid", .number(1_332_770_163)), ("audiochannels", .number(6))])
        let metadata = try Self.metadata([
            ("videoTrackIdInfoMap", Wire.object([("1", track)])), ("audioTrackIdInfoMap", Wire.object([("2", sound)])),
        ])
        #expect(metadata.summary == "video tracks 1 640×360 800 kb/s · audio tracks 2 opus 5.1")
        #expect(metadata.videoTracks.map(\.trackID) == ["1"])
    }

    @Test("a sequence header that says something else is noticed")
    func disagreements() throws {
        let video = try #require(Wire.video("17 00 000000" + TagOfVideoTests.avcC).configuration)
        let audio = try #require(Wire.audio("af 00 11 88").configuration)
        let metadata = try Self.metadata(Self.ffmpeg)
        let found = metadata.disagreements(with: video, audio: audio)
        #expect(found.map(\.property) == ["width", "height", "framerate", "audiosamplerate", "stereo"])
        #expect(found[0].metadata == .number(1280) && found[0].sequenceHeader == .number(320))
        #expect(found[4].metadata == .flag(true) && found[4].sequenceHeader == .flag(false))
        #expect(found[3].fields.names == ["property", "metadata", "sequence_header"])
        let hevc = Codec(named: "hevc", kind: .video)
        let codecs = metadata.disagreements(
            with: nil, audio: nil, videoCodec: hevc, audioCodec: Codec(named: "aac", kind: .audio))
        #expect(codecs.map(\.property) == ["videocodecid"])
        #expect(codecs.first?.metadata == .text("h264") && codecs.first?.sequenceHeader == .text("hevc"))
    }

    @Test("what is near enough, unknown or of the core coder agrees")
    func agreements() throws {
        let video = try #require(Wire.video("17 00 000000" + TagOfVideoTests.avcC).configuration)
        let same = try Self.metadata([
            ("width", .number(320)), ("height", .number(0)), ("framerate", .number(24.98)), ("stereo", .boolean(false)),
        ])
        #expect(same.disagreements(with: video, audio: nil).isEmpty)
        // HEv2: 24 kHz mono in the core, 48 kHz stereo heard.
        let audio = Wire.audio("af 00 eb 09 88 00").configuration
        for (rate, stereo) in [(24000.0, false), (48000, true), (48000, false)] {
            let claim = try Self.metadata([("audiosamplerate", .number(rate)), ("stereo", .boolean(stereo))])
            #expect(claim.disagreements(with: nil, audio: audio).isEmpty)
        }
        let surround = try Self.metadata([("stereo", .boolean(false))])
        #expect(surround.disagreements(with: nil, audio: Wire.audio("af 00 11 b0").configuration).isEmpty)
        let wrong = try Self.metadata([("audiosamplerate", .number(44100)), ("audiochannels", .number(6))])
        #expect(
            wrong.disagreements(with: nil, audio: audio).map(\.property) == ["audiosamplerate", "audiochannels"])
    }
}
