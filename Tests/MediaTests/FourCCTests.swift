import Media
import Testing

@Suite("FourCC") struct FourCCTests {
    @Test("a FourCC is its four characters, and case matters")
    func text() {
        #expect(FourCC("avc1")?.rawValue == 0x6176_6331)
        #expect(FourCC(rawValue: 1_635_135_537).text == "av01")
        #expect(FourCC(rawValue: 1_332_770_163).text == "Opus")
        #expect(FourCC("opus") != FourCC("Opus"))
        #expect(FourCC("avc") == nil)
        #expect(FourCC("é12") != nil)
    }

    @Test("bytes that would act on a terminal are escaped")
    func escapes() {
        #expect(FourCC(rawValue: 0x1B5B_3241).text == "\\x1b[2A")
        #expect(FourCC(rawValue: 0x005C_FF20).text == "\\x00\\x5c\\xff ")
        #expect(!FourCC(rawValue: 0xFFFF_FC13).isPrintable)
        #expect(FourCC("fLaC")?.isPrintable == true)
    }
}
