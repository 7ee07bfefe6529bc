import Bytes
import Media
import Testing

@Suite("How much of a message is wanted") struct MediaInterestTests {
    static func audio(_ hex: String, _ length: Int) -> Int {
        let bytes = Wire.bytes(hex)
        return MediaInterest.bytesWanted(ofAudio: bytes.span.bytes, length: length)
    }

    static func video(_ hex: String, _ length: Int) -> Int {
        let bytes = Wire.bytes(hex)
        return MediaInterest.bytesWanted(ofVideo: bytes.span.bytes, length: length)
    }

    @Test("frames want a few bytes")
    func frames() {
        #expect(Self.audio("af 01", 400) == 16 && Self.video("27 01 000000", 9000) == 16)
        #expect(Self.video("22", 9000) == 16 && Self.audio("2f", 9000) == 16)
        #expect(Self.video("a1 61766331 000000", 9000) == 19 && Self.audio("91 4f707573", 300) == 19)
        // Never more than there is.
        #expect(Self.audio("af 01", 7) == 7 && Self.audio("", 0) == 0 && Self.audio("", -5) == 0)
    }

    @Test("sequence headers, metadata and many tracks are wanted whole, up to the limit")
    func whole() {
        #expect(Self.audio("af 00", 40) == 40 && Self.video("17 00", 400) == 400)
        #expect(Self.video("1c 00", 400) == 400 && Self.video("1d 00", 400) == 400)
        #expect(Self.audio("90 4f707573", 300) == 300 && Self.audio("94 4f707573", 30) == 30)
        #expect(Self.video("90 61766331", 300) == 300 && Self.video("d4 61766331", 300) == 300)
        #expect(Self.video("95 61763031", 300) == 300)
        #expect(Self.video("a6 11", 3000) == 3000 && Self.audio("95 21", 3000) == 3000)
        #expect(Self.video("a6 00 61766331", 3000) == 3000 && Self.video("a6 01 61766331", 3000) == 20)
        #expect(Self.video("17 00", 1_000_000) == MediaInterest.limit)
    }

    @Test("extensions move the header back")
    func modEx() {
        #expect(Self.video("97 02 000001 03 61766331", 9000) == 24)
        #expect(Self.video("97 02 000001 00 61766331", 9000) == 9000)
        #expect(Self.video("97 ff", 9000) == 16)
        // 512 bytes of extension, of which none has come.
        #expect(Self.audio("97 ff 01ff", 9000) == 4 + 512)
        #expect(Self.video("97 ff ffff", 90000) == MediaInterest.limit)
        #expect(Self.video("d7 02 000001 01", 9000) == 20)
    }

    @Test(
        "asked again with what it wanted, it comes to an end, and the tag then reads as from the whole message",
        arguments: [
            "af 00 12 10 56 e5 00", "af 01 21 00 49 90 21 00 49 90 21 00 49 90 21 00 49 90", "2f ff fb 90 64 00",
            "97 02 07a120 01 4f707573 fc", "95 20  4f707573 00 000000  6d703461 01 000002 1210",
            "95 11 4f707573  00 000002 fc01  01 000001 fd", "91 61632d33  0b77 0000 1e 40 e1 00 00",
            "94 4f707573 02 03 00 01 02", "97 1a 000102030405060708090a0b0c0d0e0f101112131415161718191a 01 4f707573 fc",
        ])
    func convergence(hex: String) {
        let bytes = Wire.bytes(hex)
        var held = 0
        var rounds = 0
        while rounds < 50 {
            let prefix = Array(bytes.prefix(held))
            let wanted = MediaInterest.bytesWanted(ofAudio: prefix.span.bytes, length: bytes.count)
            #expect(wanted <= bytes.count)
            if wanted <= held { break }
            held = wanted
            rounds += 1
        }
        #expect(rounds < 50)
        #expect(Wire.audio(Array(bytes.prefix(held)), length: bytes.count) == Wire.audio(bytes))
    }
}
