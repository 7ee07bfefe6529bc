import AMF
import Fields
import Media
import Testing

@Suite("Capabilities of connect") struct ConnectCapabilitiesTests {
    static func capabilities(_ members: [(String, AMFValue)]) -> ConnectCapabilities {
        ConnectCapabilities(Wire.object(members))
    }

    @Test("the bits of the codec numbers are spelled out")
    func codecBits() {
        let flash = Self.capabilities([
            ("audioCodecs", .number(3575)), ("videoCodecs", .number(252)), ("videoFunction", .number(1)),
        ])
        #expect(
            flash.lines == [
                "audioCodecs 3575: raw, adpcm, mp3, unused, nellymoser 8 kHz, nellymoser, g711a, g711u, aac, speex",
                "videoCodecs 252: sorenson, screen, vp6, vp6a, screen2, h264", "videoFunction 1: client seek",
            ])
        #expect(!flash.isEnhanced && flash.videoCodecs?.contains(0x80) == true)
    }

    @Test("Enhanced RTMP is spelled out")
    func enhanced() throws {
        let obs = Self.capabilities([
            ("fourCcList", .array([.string("av01"), .string("hvc1"), .number(3)])),
            ("videoFourCcInfoMap", Wire.object([("*", .number(4)), ("hvc1", .number(3))])),
            ("audioFourCcInfoMap", Wire.object([])), ("capsEx", .number(15)),
        ])
        #expect(
            obs.lines == [
                "fourCcList av01 hvc1", "videoFourCcInfoMap * forward, hvc1 decode+encode", "audioFourCcInfoMap empty",
                "capsEx 15: reconnect, multitrack, mod ex, timestamp nano offset",
            ])
        #expect(obs.isEnhanced && !obs.isEmpty)
        #expect(obs.fields.names == ["fourcc_list", "video_fourcc_info_map", "audio_fourcc_info_map", "caps_ex"])
        #expect(obs.announces(try #require(FourCC("vvc1")), kind: .video))
        #expect(obs.announces(try #require(FourCC("av01")), kind: .audio))
        #expect(!obs.announces(try #require(FourCC("Opus")), kind: .audio))
    }

    @Test("unknown bits, odd numbers and other types do no harm")
    func oddValues() {
        #expect(Self.capabilities([("capsEx", .number(0))]).lines == ["capsEx 0: nothing"])
        #expect(Self.capabilities([("capsEx", .number(17))]).lines == ["capsEx 17: reconnect, 0x10"])
        #expect(Self.capabilities([("capsEx", .number(-1))]).lines == ["capsEx -1: not a number of 32 bits"])
        #expect(
            Self.capabilities([("videoCodecs", .number(.nan))]).lines == ["videoCodecs NaN: not a number of 32 bits"])
        #expect(Self.capabilities([("capsEx", .string("7"))]).isEmpty)
        #expect(Self.capabilities([("fourCcList", .string("av01"))]).isEmpty)
        #expect(Self.capabilities([("videoFourCcInfoMap", Wire.object([("av01", .null)]))]).lines.count == 1)
        #expect(ConnectCapabilities(.null).isEmpty && ConnectCapabilities(.null).fields.isEmpty)
        #expect(Self.capabilities([("capsEx", .number(4_294_967_295))]).extended?.names.count == 32)
    }
}
