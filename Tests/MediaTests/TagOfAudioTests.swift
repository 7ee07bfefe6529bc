import Bytes
import Fields
import Media
import Testing

@Suite("Audio tags") struct TagOfAudioTests {
    @Test(
        "a frame is ordinary unless something of it deserves a look",
        arguments: [
            ("af 01 21 10", true), ("2f fb 90 64", true), ("7f 00", true),
            // A sequence header, a frame without data, bits that AAC does not have, an ADTS header, silence.
            ("af 00 12 10", false), ("af 01", false), ("ae 01 21 10", false), ("af 01 fff1 5080 0000 fc", false),
            ("", false),
            // Opus under a number of no specification, Enhanced RTMP.
            ("df 00 00", false), ("91 4f707573 00", false),
        ])
    func ordinary(hex: String, isOrdinary: Bool) {
        #expect(Wire.audio(hex).isOrdinaryFrame == isOrdinary)
    }

    @Test("a message without bytes is silence")
    func silence() {
        let tag = Wire.audio("")
        #expect(tag.isSilence && tag.problem == nil && tag.codec == nil && !tag.isCodedFrames)
        #expect(tag.summary == "silence")
        #expect(tag.fields == [Field("silence", .flag(true))])
    }

    @Test("an AAC sequence header has an AudioSpecificConfig")
    func aacSequenceHeader() throws {
        // AAC 44 kHz 16-bit stereo, AACPacketType 0, LC 44 100 Hz stereo with "no SBR" behind.
        let tag = Wire.audio("af 00 12 10 56 e5 00")
        #expect(tag.isSequenceHeader && !tag.isCodedFrames && !tag.isEnhanced)
        #expect(tag.codec?.name == "aac" && tag.codecID == 10 && tag.headerLength == 2)
        #expect(tag.summary == "aac sequence header  LC 44.1 kHz stereo")
        guard case .aac(let config) = tag.configuration?.decoded else {
            Issue.record("no AudioSpecificConfig")
            return
        }
        #expect(config.hasSBR == false && config.signalling == .backwardCompatible)
        #expect(tag.fields["codec"] == .text("aac"))
        #expect(tag.fields["packet"] == .text("sequence header"))
        #expect(tag.fields["enhanced"] == .flag(false))
        #expect(tag.fields["sound_rate"] == .integer(44100))
        guard case .record(let fields) = tag.fields["config"] else {
            Issue.record("no config")
            return
        }
        #expect(fields["profile"] == .text("LC"))
    }

    @Test("an AAC sequence header may be empty")
    func emptySequenceHeader() {
        let tag = Wire.audio("af 00")
        #expect(tag.isSequenceHeader && tag.configuration == nil && tag.problem == nil)
        #expect(tag.summary == "aac sequence header  empty")
        #expect(tag.fields["config"] == nil)
    }

    @Test("an AAC frame is raw")
    func aacRaw() {
        let tag = Wire.audio("af 01 21 00 49 90")
        #expect(tag.packet == .aacRaw && tag.isCodedFrames && !tag.hasADTS && tag.headerLength == 2)
        #expect(tag.summary == "aac raw")
        #expect(tag.soundRate == 44100 && tag.soundSize == 16 && tag.soundType == 1)
    }

    @Test("an ADTS header in front of AAC is noticed")
    func adts() {
        #expect(Wire.audio("af 01 ff f1 50 80 02 1f fc 21").hasADTS)
        #expect(Wire.audio("af 01 ff f9 50 80 02 1f fc 21").summary == "aac raw  with an ADTS header")
        #expect(!Wire.audio("af 01 ff f5 50 80").hasADTS)
        #expect(!Wire.audio("af 01 ff").hasADTS)
        // Only raw AAC has no such header: here it is MP3.
        #expect(!Wire.audio("2f ff fb 90 64").hasADTS)
    }

    @Test("an unknown AACPacketType keeps its number")
    func unknownPacketType() {
        let tag = Wire.audio("af 07 01 02")
        #expect(tag.packet?.name == "packet type 7" && !tag.isCodedFrames && !tag.isSequenceHeader)
        #expect(tag.summary == "aac packet type 7")
    }

    @Test("an MP3 frame says itself what it is")
    func mp3() {
        // MPEG-1 layer III 128 kb/s 44.1 kHz joint stereo.
        let tag = Wire.audio("2f ff fb 90 64 00 00")
        #expect(tag.packet == nil && tag.isCodedFrames && tag.headerLength == 1)
        #expect(tag.summary == "mp3  MPEG-1 layer III 44.1 kHz joint stereo 128 kb/s")
        // Data that does not begin with a frame: the legacy header's word.
        #expect(Wire.audio("2e 12 34 56 78").summary == "mp3  44.1 kHz mono")
        #expect(Wire.audio("e2 12 34").summary == "mp3  8 kHz mono")
    }

    @Test("the numbers of Speex, Nellymoser, G.711 and PCM say more than the bits beside them")
    func fixedSound() {
        #expect(Wire.audio("b2 00").summary == "speex  16 kHz mono")
        #expect(Wire.audio("4f 00").summary == "nellymoser  16 kHz mono")
        #expect(Wire.audio("5f 00").summary == "nellymoser  8 kHz mono")
        #expect(Wire.audio("66 00").summary == "nellymoser  11.025 kHz mono")
        #expect(Wire.audio("73 00").summary == "g711a  8 kHz stereo")
        #expect(Wire.audio("82 00").summary == "g711u  8 kHz mono")
        #expect(Wire.audio("3b 00").summary == "pcm  little endian 22.05 kHz 16-bit stereo")
        #expect(Wire.audio("01 00").summary == "pcm  platform endian 5.512 kHz 8-bit stereo")
        #expect(Wire.audio("12 00").summary == "adpcm  5.512 kHz mono")
        #expect(Wire.audio("b2 00").fields["sample_rate"] == .integer(16000))
    }

    @Test("numbers without a codec are kept")
    func unknownFormat() {
        let tag = Wire.audio("c3 01 02")
        #expect(tag.codec == nil && tag.codecID == 12 && tag.headerLength == 1 && tag.problem == nil)
        #expect(tag.summary == "unknown codec 12  5.512 kHz stereo")
        #expect(tag.fields["codec_id"] == .integer(12))
    }

    @Test("enhanced Opus begins with an OpusHead")
    func opus() {
        let tag = Wire.audio("90 4f707573  4f70757348656164 01 02 3801 80bb0000 0000 00")
        #expect(tag.isEnhanced && tag.isSequenceHeader && tag.fourCC == FourCC("Opus") && tag.headerLength == 5)
        #expect(tag.summary == "opus sequence header  48 kHz stereo from 48 kHz")
        #expect(tag.fields["fourcc"] == .text("Opus") && tag.fields["enhanced"] == .flag(true))
        #expect(tag.fields["codec_id"] == nil)
        #expect(Wire.audio("90 4f707573").summary == "opus sequence header  empty")
        #expect(Wire.audio("91 4f707573 fc").summary == "opus coded frames")
        #expect(Wire.audio("92 4f707573").summary == "opus sequence end")
    }

    @Test("enhanced AAC has no AACPacketType")
    func enhancedAAC() {
        let header = Wire.audio("90 6d703461 11 90")
        #expect(header.summary == "aac sequence header  LC 48 kHz stereo")
        let frame = Wire.audio("91 6d703461 21 00")
        #expect(frame.summary == "aac coded frames" && frame.headerLength == 5)
    }

    @Test("AC-3 frames say themselves what they are")
    func ac3() {
        // AC-3: 48 kHz, 448 kb/s, bsid 8, acmod 7 (3/2), lfe.
        let tag = Wire.audio("91 61632d33  0b77 0000 1e 40 e1 00 00")
        #expect(tag.summary == "ac-3 coded frames  48 kHz 5.1 448 kb/s")
    }

    @Test("a multichannel configuration names the speakers")
    func multichannel() throws {
        // Opus, native order, one channel, FrontCenter.
        let tag = Wire.audio("94 4f707573 01 01 00000004")
        let config = try #require(tag.multichannel)
        #expect(config.order == .native && config.count == 1 && config.speakers.map(\.name) == ["FrontCenter"])
        #expect(tag.summary == "opus multichannel config  mono")
    }

    @Test("a timestamp offset stands before the packet that it is for")
    func modEx() {
        // ModEx, 3 bytes: 500 000 ns, then coded frames of Opus.
        let tag = Wire.audio("97 02 07a120 01 4f707573 fc")
        #expect(tag.timestampOffsetNanoseconds == 500_000 && tag.packet == .codedFrames)
        #expect(tag.codec?.name == "opus" && tag.headerLength == 10)
        #expect(tag.summary == "opus coded frames  +500000 ns")
        #expect(tag.fields["timestamp_offset_nanoseconds"] == .integer(500_000))
    }

    @Test("extensions of unknown types and of 256 bytes and more are passed over")
    func modExSizes() {
        // 256 in eight bits means that sixteen follow: 0x00ff + 1 bytes.
        let long = [0x97, 0xFF, 0x00, 0xFF] + [UInt8](repeating: 9, count: 256) + [0x37]
        // Then a second one of type 0 and one byte, too short to be an offset.
        let tag = Wire.audio(long + [0x00, 0x42, 0x01] + Wire.bytes("4f707573 fc"))
        #expect(tag.modExtensions.map(\.type) == [3, 0] && tag.modExtensions.map(\.data.count) == [256, 1])
        #expect(tag.timestampOffsetNanoseconds == nil && tag.packet == .codedFrames && tag.problem == nil)
        #expect(tag.modExtensions[0].name == "mod ex type 3")
    }

    @Test("one track fills the message")
    func oneTrack() {
        let tag = Wire.audio("95 00 6d703461 03 11 90")
        #expect(tag.multitrack == .oneTrack && tag.packet == .sequenceStart && tag.tracks.count == 1)
        #expect(tag.tracks[0].trackID == 3 && tag.tracks[0].range == 7..<9)
        #expect(tag.summary == "aac sequence header  1 track: 3 aac LC 48 kHz stereo")
    }

    @Test("many tracks have sizes")
    func manyTracks() {
        let tag = Wire.audio("95 11 4f707573  00 000002 fc01  01 000001 fd")
        #expect(tag.tracks.map(\.trackID) == [0, 1] && tag.tracks.map(\.range) == [10..<12, 16..<17])
        #expect(tag.packet == .codedFrames && tag.codec?.name == "opus" && tag.isCodedFrames)
        #expect(tag.problem == nil)
    }

    @Test("many tracks may have many codecs")
    func manyCodecs() {
        let tag = Wire.audio("95 20  4f707573 00 000000  6d703461 01 000002 1210")
        #expect(tag.codec == nil && tag.fourCC == nil)
        #expect(tag.tracks.map(\.codec?.name) == ["opus", "aac"] && tag.tracks[0].length == 0)
        #expect(tag.summary == "sequence header  2 tracks: 0 opus; 1 aac LC 44.1 kHz stereo")
        guard case .list(let tracks) = tag.fields["tracks"], case .record(let second) = tracks.last else {
            Issue.record("no tracks")
            return
        }
        #expect(second["track_id"] == .integer(1) && second["fourcc"] == .text("mp4a"))
    }

    @Test("tracks that break the message are told, and those before them kept")
    func brokenTracks() {
        let long = Wire.audio("95 11 4f707573  00 000001 fc  01 000009 fd")
        #expect(long.tracks.count == 1)
        #expect(long.problem?.description == "at byte 12: size of track is 9")
        let layout = Wire.audio("95 31 4f707573 00")
        #expect(layout.problem?.description == "at byte 6: multitrack type is 3" && layout.tracks.isEmpty)
        let nested = Wire.audio("95 15 4f707573 00")
        #expect(nested.problem?.description == "at byte 1: packet type of the tracks is 5")
        let cut = Wire.audio("95 11 4f707573  00 000001 fc  01 0000")
        #expect(cut.problem?.description == "at byte 12: cut short: needs 3 bytes, 2 left" && cut.tracks.count == 1)
    }

    @Test("unknown FourCCs and packet types are kept")
    func unknowns() {
        let tag = Wire.audio("9b 1b5b324a 00")
        #expect(tag.summary == "unknown codec \\x1b[2J packet type 11")
        #expect(tag.codec == nil && tag.problem == nil && tag.fields["packet"] == .text("packet type 11"))
    }

    @Test("what was not kept is not blamed on the sender")
    func prefix() {
        let tag = Wire.audio(Wire.bytes("91 4f70"), length: 100)
        #expect(tag.problem?.description == "at byte 1: the part of the payload to be read is over the limit of 3")
        let cut = Wire.audio("91 4f70")
        #expect(cut.problem?.description == "at byte 1: cut short: needs 4 bytes, 2 left")
        let none = Wire.audio([], length: 5)
        #expect(none.problem != nil && !none.isSilence && none.summary == "no first byte")
        // A frame of which the beginning is enough.
        #expect(Wire.audio(Wire.bytes("af 01 21"), length: 500).problem == nil)
    }
}
