import Bytes
import Fields
import Media
import Testing

@Suite("AudioSpecificConfig") struct AudioSpecificConfigTests {
    static func config(_ hex: String) -> AudioSpecificConfig {
        Wire.read(Wire.bytes(hex)) { AudioSpecificConfig(from: &$0) }
    }

    @Test("two bytes are enough for LC, and nothing is said about SBR")
    func lc() {
        let config = Self.config("12 10")
        #expect(config.summary == "LC 44.1 kHz stereo" && config.hasSBR == nil && config.frameLength == 1024)
        #expect(config.problem == nil)
    }

    @Test("explicit SBR says the rate of the sound and that of the core coder")
    func explicitSBR() {
        // 00101 (SBR) 0111 (22.05 kHz) 0010 (stereo) 0100 (44.1 kHz) 00010 (LC) 000
        let config = Self.config("2b 92 08 00")
        #expect(config.summary == "HE 44.1 kHz stereo" && config.signalling == .explicit)
        #expect(config.coreSampleRate == 22050 && config.objectType == .lc && config.hasPS == nil)
        #expect(config.fields["core_sample_rate"] == .integer(22050))
    }

    @Test("explicit PS makes two channels of one")
    func explicitPS() {
        // 11101 (PS) 0110 (24 kHz) 0001 (mono) 0011 (48 kHz) 00010 (LC) 000
        let config = Self.config("eb 09 88 00")
        #expect(config.summary == "HEv2 48 kHz stereo" && config.channels == 2 && config.coreChannels == 1)
    }

    @Test("SBR and PS can stand behind what old decoders read")
    func backwardCompatible() {
        // LC 24 kHz mono 000, 0x2B7, 00101 1 0011 (48 kHz), 0x548, 1, 0000
        let config = Self.config("13 08 56 e5 9d 48 80")
        #expect(config.summary == "HEv2 48 kHz stereo" && config.signalling == .backwardCompatible)
        #expect(config.hasSBR == true && config.hasPS == true && config.coreSampleRate == 24000)
        // The same without PS.
        let plain = Self.config("13 10 56 e5 98")
        #expect(plain.summary == "HE 48 kHz stereo" && plain.hasPS == nil)
    }

    @Test("a rate index of 15 is followed by the rate, an object type of 31 by more of it")
    func escapes() {
        // 00010 1111 (000000001100001101010000 = 50 000) 0001 000
        let rate = Self.config("17 80 61 a8 08")
        #expect(rate.coreSampleRate == 50000 && rate.channels == 1)
        // 11111 001010 (42, USAC) 0011 (48 kHz) 0010
        let type = Self.config("f9 46 40")
        #expect(type.objectType == .usac && type.coreSampleRate == 48000 && type.summary == "xHE 48 kHz stereo")
    }

    @Test("without a channel configuration the channels are in a program config element")
    func programConfig() {
        // LC 48 kHz, configuration 0, GASpecificConfig 000. Element: tag 0, profile 1, rate 3, 1 front, 0 side, 1 back,
        // 1 LFE, 0, 0, no mixdowns; front is a pair, back is one channel; align; no comment.
        // 00010 0011 0000 000 | 0000 01 0011 0001 0000 0001 01 000 0000 0 0 0 | 1 0000 | 0 0000 | 0000 | pad | 00000000
        let config = Self.config("11 80 04 c4 05 00 20 00 00")
        #expect(config.programConfig?.front == 2 && config.programConfig?.back == 1 && config.programConfig?.lfe == 1)
        #expect(config.channels == 4 && config.summary == "LC 48 kHz 4 channels" && config.problem == nil)
    }

    @Test(
        "a channel configuration stands for a number of channels",
        arguments: [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 6), (7, 8), (11, 7), (12, 8), (13, 24), (14, 8)])
    func channelConfigurations(code: Int, channels: Int) {
        let word = UInt16(2) << 11 | 3 << 7 | UInt16(code) << 3
        let config = Wire.read([UInt8(word >> 8), UInt8(word & 0xFF)]) { AudioSpecificConfig(from: &$0) }
        #expect(config.channels == channels)
    }

    @Test("what cannot be read is told, and what came before it kept")
    func problems() {
        #expect(Self.config("12").summary == "LC" && Self.config("12").problem != nil)
        let reserved = Self.config("16 90")
        #expect(reserved.problem?.description == "at byte 1: sampling frequency index is 13")
        #expect(reserved.profileName == "LC" && reserved.coreSampleRate == nil)
        // Configuration 0 with nothing behind it.
        #expect(Self.config("11 80").summary == "LC 48 kHz channel configuration 0")
        #expect(Self.config("11 80").problem != nil)
        #expect(Self.config("12 78").summary == "LC 44.1 kHz channel configuration 15")
    }
}
