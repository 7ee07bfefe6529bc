import Bytes
import Fields
import Media
import Testing

@Suite("Video tags") struct TagOfVideoTests {
    /// The first record of the vectors: Constrained Baseline 1.3, 320×240, 25 frames a second.
    static let avcC = "0142c00dffe100186742c00dd90141fb011000000300100000030320f142a48001000568cb83cb20"

    @Test("an AVC sequence header has its record")
    func avcSequenceHeader() {
        let tag = Wire.video("17 00 000000" + Self.avcC)
        #expect(tag.isSequenceHeader && !tag.isKeyFrame && tag.headerLength == 5 && tag.codecID == 7)
        #expect(tag.configuration?.record.width == 320 && tag.configuration?.record.height == 240)
        #expect(tag.summary.hasPrefix("h264 sequence header  Constrained Baseline@1.3 320×240"))
        #expect(tag.fields.names == ["codec", "frame", "packet", "enhanced", "codec_id", "composition_time", "config"])
    }

    @Test("an AVC frame has a composition time")
    func avcFrame() {
        let tag = Wire.video("17 01 000028 00000001 65")
        #expect(tag.isKeyFrame && tag.compositionTime == 40 && tag.headerLength == 5 && tag.frameType == .key)
        #expect(tag.summary == "h264 nalu  key, +40 ms")
        let inter = Wire.video("27 01 000000 00000001 41")
        #expect(!inter.isKeyFrame && inter.compositionTime == 0 && inter.summary == "h264 nalu  inter")
        #expect(inter.fields["frame"] == .text("inter") && inter.fields["composition_time"] == .integer(0))
    }

    @Test(
        "a frame is ordinary unless something of it deserves a look",
        arguments: [
            ("17 01 000028 00000001 65", true), ("27 01 000000 00000001 41", true), ("22 00 00 84", true),
            // A sequence header, the end of a sequence, a frame without data, a command.
            ("17 00 000000" + avcC, false), ("17 02 000000", false), ("27 01 000000", false), ("57 01", false),
            // Composition times of -1 and 10 001 ms.
            ("27 01 ffffff 00000001 41", false), ("27 01 002711 00000001 41", false),
            // HEVC under a number of no specification, Enhanced RTMP, a codec that nobody knows, nothing.
            ("1c 01 000010 00000001 26", false), ("93 68766331 00000001 26", false), ("1f 00 00", false), ("", false),
        ])
    func ordinary(hex: String, isOrdinary: Bool) {
        #expect(Wire.video(hex).isOrdinaryFrame == isOrdinary)
    }

    @Test(
        "composition times have a sign",
        arguments: [("ffffff", -1), ("800000", -8_388_608), ("7fffff", 8_388_607), ("ffffd8", -40)])
    func signExtension(hex: String, time: Int32) {
        #expect(Wire.video("27 01 \(hex) 00").compositionTime == time)
        #expect(Wire.video("a1 61766331 \(hex) 00").compositionTime == time)
    }

    @Test("the end of an AVC sequence has five bytes")
    func avcEnd() {
        let tag = Wire.video("17 02 000000")
        #expect(tag.packet == .avcEndOfSequence && tag.problem == nil && !tag.isKeyFrame)
        #expect(tag.summary == "h264 end of sequence")
    }

    @Test("HEVC and AV1 borrow the AVC layout under numbers of no specification")
    func unofficialNumbers() {
        let hevc = Wire.video("1c 01 000010 00000001 26")
        #expect(hevc.codec?.name == "hevc" && hevc.compositionTime == 16 && !hevc.isEnhanced && hevc.codecID == 12)
        let av1 = Wire.video("1d 00 000000 81 01 0c 00")
        #expect(av1.codec?.name == "av1" && av1.isSequenceHeader && av1.configuration != nil)
    }

    @Test("legacy codecs without packet types begin at the second byte")
    func plainCodecs() {
        let tag = Wire.video("22 00 00 84")
        #expect(tag.codec?.name == "sorenson" && tag.packet == nil && tag.headerLength == 1 && tag.isCodedFrames)
        #expect(tag.summary == "sorenson  inter")
        #expect(Wire.video("32 00").summary == "sorenson  disposable inter")
        #expect(Wire.video("14 00").isKeyFrame)
        #expect(Wire.video("44 00").isKeyFrame)
        #expect(Wire.video("13 00").summary == "screen  key")
        #expect(Wire.video("15 00").summary == "vp6a  key")
        #expect(Wire.video("16 00").summary == "screen2  key")
        #expect(Wire.video("18 00").summary == "unknown codec 8  key")
        #expect(Wire.video("78 00").summary == "unknown codec 8  frame type 7")
    }

    @Test("a command of the legacy header is the byte behind it, or behind the AVC header")
    func legacyCommand() {
        let start = Wire.video("52 00")
        #expect(start.command == .startSeek && start.summary == "sorenson command  start seek" && !start.isCodedFrames)
        #expect(Wire.video("57 01").command == .endSeek && Wire.video("57 01").packet == nil)
        let long = Wire.video("57 01 000000 01")
        #expect(long.command == .endSeek && long.packet == .avcNALU)
        #expect(Wire.video("52 09").command?.name == "command 9")
        #expect(Wire.video("52").problem?.description == "at byte 1: cut short: needs 1 bytes, 0 left")
    }

    @Test("an enhanced sequence header has its record")
    func enhancedSequenceHeader() {
        let tag = Wire.video("90 61766331" + Self.avcC)
        #expect(tag.isEnhanced && tag.headerLength == 5 && tag.codecID == nil && tag.compositionTime == nil)
        #expect(tag.configuration?.record.width == 320)
        // AV1 and HEVC may send it empty.
        let empty = Wire.video("90 61763031")
        #expect(empty.configuration == nil && empty.problem == nil && empty.summary == "av1 sequence header  empty")
    }

    @Test("coded frames have a composition time only with NAL units")
    func codedFrames() {
        for (fourCC, name) in [("61766331", "h264"), ("68766331", "hevc"), ("76766331", "vvc")] {
            let tag = Wire.video("91 \(fourCC) 000021 00000001")
            #expect(tag.codec?.name == name && tag.compositionTime == 33 && tag.headerLength == 8)
            let cut = Wire.video("91 \(fourCC) 0000")
            #expect(cut.problem?.description == "at byte 5: cut short: needs 3 bytes, 2 left")
        }
        for fourCC in ["61763031", "76703038", "76703039"] {
            let tag = Wire.video("a1 \(fourCC) 000021 00000001")
            #expect(tag.compositionTime == nil && tag.headerLength == 5 && tag.isCodedFrames && !tag.isKeyFrame)
        }
    }

    @Test("key frames of VP8 and VP9 say how large the pictures are")
    func pictureSize() {
        // Not key (1) clear, version 0, shown; start code; 640×360, both without scaling.
        let vp8 = Wire.video("91 76703038 10 00 00 9d 01 2a 8002 6801")
        #expect(vp8.pictureSize?.width == 640 && vp8.pictureSize?.height == 360)
        #expect(vp8.summary == "vp8 coded frames  key, 640×360" && vp8.fields["width"] == .integer(640))
        // Marker 2, profile 0, key, shown; sync code; BT.601 of limited range; 639, 359 and no render size.
        let vp9 = Wire.video("91 76703039 82 49 83 42 20 27f0 1670 00")
        #expect(vp9.summary == "vp9 coded frames  key, 640×360")
        #expect(Wire.video("a1 76703039 86 00").pictureSize == nil)
    }

    @Test("coded frames x have no composition time")
    func codedFramesX() {
        let tag = Wire.video("93 68766331 00000001 26")
        #expect(tag.compositionTime == nil && tag.headerLength == 5 && tag.isKeyFrame)
        #expect(tag.summary == "hevc coded frames x  key")
    }

    @Test("a sequence end has no body")
    func sequenceEnd() {
        #expect(Wire.video("92 68766331").summary == "hevc sequence end")
    }

    @Test("an MPEG-2 TS sequence header is not taken for the other record")
    func mpeg2TS() {
        let tag = Wire.video("95 61763031 80 04 81 01 0c 00")
        #expect(tag.isSequenceHeader && tag.configuration == nil && tag.summary == "av1 mpeg-2 ts sequence header")
    }

    @Test("an enhanced command has no FourCC")
    func enhancedCommand() {
        let tag = Wire.video("d1 01")
        #expect(tag.command == .endSeek && tag.headerLength == 2 && tag.fourCC == nil && tag.isEnhanced)
        #expect(tag.summary == "command  end seek")
        #expect(tag.fields["frame"] == .text("command") && tag.fields["enhanced"] == .flag(true))
        // Behind a ModEx as well.
        #expect(Wire.video("d7 02 000001 01 00").command == .startSeek)
    }

    /// `colorInfo` with BT.2020, PQ, 10 bits, MaxCLL 1000 and MaxFALL 400.
    static let colorInfo = """
        02 0009 636f6c6f72496e666f 03
          000b 636f6c6f72436f6e666967 03
            0008 6269744465707468 00 4024000000000000
            000e 636f6c6f725072696d6172696573 00 4022000000000000
            0017 7472616e73666572436861726163746572697374696373 00 4030000000000000
            0012 6d6174726978436f656666696369656e7473 00 4022000000000000
          000009
          0006 686472436c6c 03
            0007 6d617846616c6c 00 4079000000000000
            0006 6d6178434c4c 00 408f400000000000
          000009
        000009
        """

    @Test("a metadata packet is no command, whatever its frame type")
    func metadata() throws {
        for byte in ["d4", "94", "c4"] {
            let tag = Wire.video("\(byte) 68766331 \(Self.colorInfo)")
            let metadata = try #require(tag.metadata)
            #expect(tag.command == nil && tag.problem == nil && metadata.name == "colorInfo" && !tag.isCodedFrames)
            #expect(tag.summary == "hevc metadata  colorInfo bt2020 PQ 10-bit, MaxCLL 1000, MaxFALL 400")
            let info = try #require(metadata.colorInfo)
            #expect(info.color == ColourDescription(primaries: 9, transfer: 16, matrix: 9) && info.bitDepth == 10)
            #expect(info.fields["primaries"] == .text("bt2020") && info.fields["max_cll"] == .number(1000))
        }
    }

    @Test("colorInfo of a matrix alone, as FFmpeg sends it")
    func matrixOnly() {
        let matrix = "0012 6d6174726978436f656666696369656e7473 00 0000000000000000"
        let config = "000b 636f6c6f72436f6e666967 03 \(matrix) 000009"
        let tag = Wire.video("d4 68766331 02 0009 636f6c6f72496e666f 03 \(config) 000009")
        #expect(tag.summary == "hevc metadata  colorInfo matrix identity")
    }

    @Test("metadata can take back what it said, and may be unknown or broken")
    func otherMetadata() {
        #expect(Wire.video("d4 68766331 02 0009 636f6c6f72496e666f 06").summary == "hevc metadata  colorInfo reset")
        #expect(Wire.video("d4 68766331 02 0009 636f6c6f72496e666f 03 000009").summary.hasSuffix("reset"))
        #expect(Wire.video("d4 68766331 02 0001 78 01 01").summary == "hevc metadata  x true")
        let broken = Wire.video("d4 68766331 02 0009 63")
        #expect(broken.metadata?.problem != nil)
    }

    @Test("a timestamp offset stands before the packet that it is for")
    func modEx() {
        let tag = Wire.video("97 02 0f423f 03 61766331 00000001 65")
        #expect(tag.timestampOffsetNanoseconds == 999_999 && tag.packet == .codedFramesX && tag.isKeyFrame)
        #expect(tag.headerLength == 10)
    }

    @Test("tracks have composition times of their own")
    func manyTracks() {
        let tag = Wire.video("a6 11 68766331  00 000005 00000a aabb  01 000004 ffffff cc")
        #expect(tag.tracks.map(\.compositionTime) == [10, -1] && tag.compositionTime == nil)
        #expect(tag.tracks.map(\.data) == [13..<15, 22..<23] && tag.problem == nil)
        #expect(tag.packet == .codedFrames && tag.multitrack == .manyTracks)
        #expect(tag.summary == "hevc coded frames  inter, 2 tracks: 0 hevc; 1 hevc")
    }

    @Test("tracks of several codecs have records of their own")
    func manyCodecs() {
        let av1 = "81010c000a0b0000000cc4ff6736be4010"
        let tag = Wire.video("96 20  61766331 00 000028 \(Self.avcC)  61763031 07 000011 \(av1)")
        #expect(tag.tracks.map { $0.configuration?.record.width } == [320, 640] && tag.problem == nil)
        #expect(tag.tracks.map(\.trackID) == [0, 7] && tag.isSequenceHeader)
    }

    @Test("one track fills the message")
    func oneTrack() {
        let tag = Wire.video("96 01 61766331 02 000005 00000001 65")
        #expect(tag.tracks.map(\.compositionTime) == [5] && tag.tracks[0].trackID == 2 && tag.isKeyFrame)
        #expect(tag.tracks[0].range == 7..<15)
    }

    @Test("a body that was not kept whole ends with the tracks that were")
    func prefix() {
        let bytes = Wire.bytes("a6 11 68766331  00 000100 00000a aabb")
        let tag = Wire.video(bytes, length: 6 + 4 + 256 + 4 + 10)
        #expect(tag.tracks.map(\.range) == [10..<266])
        #expect(tag.problem?.description == "at byte 15: the part of the payload to be read is over the limit of 15")
    }

    @Test("unknown packet types keep their number")
    func unknownPacket() {
        #expect(Wire.video("9a 61766331 00").summary == "h264 packet type 10")
        #expect(Wire.video("91 78783939 00").summary == "unknown codec xx99 coded frames  key")
    }
}
