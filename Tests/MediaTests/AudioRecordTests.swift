import Bytes
import Fields
import Media
import Testing

@Suite("Opus, FLAC and multichannel records") struct AudioRecordTests {
    static func multichannel(_ hex: String) throws -> MultichannelConfig {
        try #require(Wire.audio("94 4f707573 \(hex)").multichannel)
    }

    @Test("an OpusHead with a mapping has streams and a map")
    func opusMapping() {
        // 6 channels, pre-skip 312, 44.1 kHz, gain −1.5 dB, family 1, 4 streams of which 2 are pairs.
        let hex = "4f70757348656164 01 06 3801 44ac0000 80fe 01 04 02 000401020305"
        let head = Wire.read(Wire.bytes(hex)) { OpusHead(from: &$0) }
        #expect(head.outputGain == -1.5 && head.streams == 4 && head.coupledStreams == 2 && head.problem == nil)
        #expect(head.channelMap == [0, 4, 1, 2, 3, 5] && head.summary == "48 kHz 5.1 from 44.1 kHz gain -1.5 dB")
    }

    @Test("what is no OpusHead and no fLaC is told")
    func magic() {
        #expect(Wire.audio("90 4f707573 0102030405060708").configuration?.problem?.position == 5)
        #expect(Wire.audio("90 664c6143 0102030405").configuration?.summary == "unreadable")
        #expect(Wire.audio("90 664c6143 664c6143 84 000022").configuration?.problem?.position == 9)
        // Cut in the middle: what came is kept.
        let head = Wire.read(Wire.bytes("4f70757348656164 01 02 38")) { OpusHead(from: &$0) }
        #expect(head.channels == 2 && head.problem?.position == 10)
        guard case .record(let fields) = Wire.audio("90 4f707573 4f70757348656164 01 02 38").fields["config"] else {
            Issue.record("no config")
            return
        }
        #expect(fields["problem"] == .text("at byte 15: cut short: needs 2 bytes, 1 left"))
    }

    @Test("a FLAC sequence header tells rate, channels and bits")
    func flac() {
        let hex = "664c6143 00000022 1200 1200 00046d 000508 0ac442f0000033ae 36567c6137e8d578c431ed191fd85ff5"
        #expect(Wire.audio("90 664c6143 \(hex)").summary == "flac sequence header  44.1 kHz stereo 16-bit")
    }

    @Test("a FLAC sequence header without its marker, as FFmpeg sends it, is read and told")
    func bareFLAC() {
        let tag = Wire.audio("90 664c6143 0400 0400 000000 000815 0ac440f000000000 00000000000000000000000000000000")
        #expect(tag.summary == "flac sequence header  44.1 kHz mono 16-bit" && tag.configuration?.problem == nil)
        #expect(tag.configuration?.fields["marker"] == .flag(false))
    }

    @Test(
        "masks have names",
        arguments: [
            ("02 00000003", "stereo"), ("06 0000060f", "5.1"), ("06 0000003f", "5.1 (back)"), ("08 0000063f", "7.1"),
            ("0c 0002d63f", "7.1.4"), ("18 00ffffff", "22.2"), ("03 00000103", "3 channels FL FR BC"),
            ("05 0000060f", "5 channels FL FR FC LFE SL SR"),
        ])
    func masks(hex: String, summary: String) throws {
        #expect(try Self.multichannel("01 \(hex)").summary == summary)
    }

    @Test("a mask that names another number of speakers than there are channels is told")
    func inconsistentMask() throws {
        #expect(try Self.multichannel("01 05 0000060f").isConsistent == false)
        #expect(try Self.multichannel("01 06 0000060f").isConsistent == true)
        #expect(try Self.multichannel("00 06").isConsistent == nil)
    }

    @Test("custom and unspecified orders are read")
    func orders() throws {
        let custom = try Self.multichannel("02 04 01 00 fe ff")
        #expect(custom.speakers.map(\.name) == ["FrontRight", "FrontLeft", "Unused", "Unknown"])
        #expect(custom.layoutName == nil && custom.summary == "4 channels FR FL Unused Unknown")
        #expect(try Self.multichannel("02 02 01 00").summary == "stereo")
        #expect(try Self.multichannel("00 06").summary == "6 channels unspecified")
        #expect(try Self.multichannel("07 06").summary == "6 channels order 7")
        #expect(try Self.multichannel("02 01 20").speakers.map(\.name) == ["channel 32"])
    }

    @Test("a configuration that is cut short is a problem of the tag")
    func cut() {
        let tag = Wire.audio("94 4f707573 01 02 0000")
        #expect(tag.multichannel == nil && tag.problem?.position == 7)
        #expect(tag.summary == "opus multichannel config  unreadable at byte 7: cut short: needs 4 bytes, 2 left")
    }
}
