import Media
import Testing

@Suite("Headers of audio frames") struct AudioFrameHeaderTests {
    @Test(
        "an MPEG audio header tells version, layer, rate and mode",
        arguments: [
            ("ff fb 90 00", "MPEG-1 layer III 44.1 kHz stereo 128 kb/s"),
            ("ff fb e4 c0", "MPEG-1 layer III 48 kHz mono 320 kb/s"),
            ("ff f3 88 80", "MPEG-2 layer III 16 kHz dual channel 64 kb/s"),
            ("ff e3 18 c4", "MPEG-2.5 layer III 8 kHz mono 8 kb/s"),
            ("ff fd a0 40", "MPEG-1 layer II 44.1 kHz joint stereo 192 kb/s"),
            ("ff ff 10 00", "MPEG-1 layer I 44.1 kHz stereo 32 kb/s"),
            ("ff fb 00 00", "MPEG-1 layer III 44.1 kHz stereo"),
        ])
    func mp3(hex: String, summary: String) {
        #expect(Wire.read(Wire.bytes(hex)) { MP3FrameHeader(from: &$0) }?.summary == summary)
    }

    @Test(
        "what is no MPEG audio header gives none",
        arguments: ["", "ff", "ff fb 90", "00 00 00 00", "ff e9 90 00", "ff f9 90 00", "ff fb 9c 00", "ff fb f0 00"])
    func notMP3(hex: String) {
        #expect(Wire.read(Wire.bytes(hex)) { MP3FrameHeader(from: &$0) } == nil)
    }

    @Test("an AC-3 frame tells rate, channels and size")
    func ac3() throws {
        // fscod 0 (48 kHz), frmsizecod 20 (192 kb/s); bsid 8, bsmod 0; acmod 2, dsurmod 0, no LFE.
        let header = try #require(
            Wire.read(Wire.bytes("0b77 1234 14 40 43 e1")) { AC3FrameHeader(from: &$0) })
        #expect(!header.isEnhanced && header.sampleRate == 48000 && header.channels == 2 && !header.hasLFE)
        #expect(header.bitRate == 192_000 && header.frameSize == 768 && header.summary == "48 kHz 2/0 192 kb/s")
        // 44.1 kHz, frmsizecod 21: the longer of the two sizes at 192 kb/s.
        let odd = try #require(
            Wire.read(Wire.bytes("0b77 1234 55 40 43 e1")) { AC3FrameHeader(from: &$0) })
        #expect(odd.sampleRate == 44100 && odd.frameSize == 836)
    }

    @Test("an E-AC-3 frame tells rate, channels and size")
    func eac3() throws {
        // strmtyp 0, substream 0, frmsiz 767 (1536 bytes); fscod 0, 6 blocks, acmod 7, LFE; bsid 16.
        let header = try #require(
            Wire.read(Wire.bytes("0b77 02ff 3f 80 00 00")) { AC3FrameHeader(from: &$0) })
        #expect(header.isEnhanced && header.frameSize == 1536 && header.bitRate == 384_000 && header.channels == 6)
        #expect(header.summary == "48 kHz 5.1 384 kb/s")
        // fscod 3, fscod2 1: half of 44.1 kHz.
        let half = try #require(
            Wire.read(Wire.bytes("0b77 02ff d4 80 00 00")) { AC3FrameHeader(from: &$0) })
        #expect(half.sampleRate == 22050)
    }

    @Test(
        "what is no sync frame gives none",
        arguments: ["", "0b77 0000 1e40 e1", "0b78 0000 1e40 e100", "0b77 0000 1ef8 e100", "0b77 0000 de40 e100"])
    func notAC3(hex: String) {
        #expect(Wire.read(Wire.bytes(hex)) { AC3FrameHeader(from: &$0) } == nil)
    }
}
