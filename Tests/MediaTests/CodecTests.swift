import Media
import Testing

@Suite("The codec table") struct CodecTests {
    @Test(
        "a FourCC names its codec",
        arguments: [
            ("avc1", "h264"), ("hvc1", "hevc"), ("vvc1", "vvc"), ("av01", "av1"), ("vp08", "vp8"), ("vp09", "vp9"),
        ])
    func videoFourCC(text: String, name: String) throws {
        let fourCC = try #require(FourCC(text))
        let codec = try #require(Codec(fourCC, kind: .video))
        #expect(codec.name == name && codec.kind == .video && codec.fourCC == fourCC)
        #expect(Codec(fourCC, kind: .audio) == nil)
    }

    @Test(
        "an audio FourCC names its codec",
        arguments: [
            ("mp4a", "aac"), ("Opus", "opus"), ("fLaC", "flac"), ("ac-3", "ac-3"), ("ec-3", "e-ac-3"), (".mp3", "mp3"),
        ])
    func audioFourCC(text: String, name: String) throws {
        #expect(Codec(try #require(FourCC(text)), kind: .audio)?.name == name)
    }

    @Test("every number of the legacy headers is known or kept as a number")
    func legacyNumbers() {
        let audio = (0...15 as ClosedRange<UInt8>).map { Codec(legacyID: $0, kind: .audio)?.name ?? "-" }
        #expect(
            audio == [
                "pcm", "adpcm", "mp3", "pcm", "nellymoser", "nellymoser", "nellymoser", "g711a", "g711u", "-", "aac",
                "speex", "-", "opus", "mp3", "-",
            ])
        let video = (0...15 as ClosedRange<UInt8>).map { Codec(legacyID: $0, kind: .video)?.name ?? "-" }
        #expect(
            video == [
                "-", "-", "sorenson", "screen", "vp6", "vp6a", "screen2", "h264", "-", "-", "-", "-", "hevc", "av1",
                "-", "-",
            ])
        #expect(Codec(legacyID: 200, kind: .video) == nil)
    }

    @Test("only codecs with NAL units have a composition time")
    func compositionTime() {
        let timed = Codec.all.filter(\.hasCompositionTime)
        #expect(timed.map(\.name) == ["h264", "hevc", "vvc"])
        #expect(timed.map(\.nalSyntax) == [.avc, .hevc, .vvc])
        #expect(Codec.all.filter { $0.nalSyntax != nil } == timed)
    }

    @Test("no two codecs of a kind share a name, a FourCC or a number")
    func unique() {
        for kind in [Codec.Kind.audio, .video] {
            let codecs = Codec.all.filter { $0.kind == kind }
            #expect(Set(codecs.map(\.name)).count == codecs.count)
            let fourCCs = codecs.compactMap(\.fourCC)
            #expect(Set(fourCCs).count == fourCCs.count)
            let numbers = codecs.flatMap(\.legacyIDs)
            #expect(Set(numbers).count == numbers.count)
        }
        #expect(Codec.all.count == 23)
    }

    @Test("texts of metadata name codecs in any case")
    func names() {
        #expect(Codec(named: "avc1", kind: .video)?.name == "h264")
        #expect(Codec(named: "H264", kind: .video)?.name == "h264")
        #expect(Codec(named: "AVC", kind: .video)?.name == "h264")
        #expect(Codec(named: "h265", kind: .video)?.name == "hevc")
        #expect(Codec(named: "mp4a", kind: .audio)?.name == "aac")
        #expect(Codec(named: "mp4a", kind: .video) == nil)
        #expect(Codec(named: "x264", kind: .video) == nil)
    }
}
