import Bytes
import Fields
import Media
import Testing

@Suite("VP8 and VP9 configurations")
struct VideoVPTests {
    static let records = VideoVectors.records("vpcC")

    static func read(_ bytes: [UInt8]) -> VPConfiguration { VideoVectors.read(bytes, VPConfiguration.init(from:)) }

    @Test("records say what ffprobe says of their streams", arguments: records)
    func probe(_ record: VideoVectors.Record) {
        let configuration = Self.read(record.bytes)
        #expect(configuration.problem == nil)
        #expect(configuration.trailingBytes == 0)
        #expect(configuration.hasBoxHeader == (record.bytes.count == 12))
        #expect(configuration.profileName == record.texts["profile"])
        #expect(configuration.chromaFormat?.name == record.chromaFormat)
        #expect(configuration.bitDepth == record.bitDepth)
        #expect(configuration.width == nil)
        if record.texts["color_primaries"] == "bt2020" {
            #expect(configuration.colour == ColourDescription(primaries: 9, transfer: 16, matrix: 9, fullRange: false))
        }
    }

    @Test("key frames say how large the pictures are", arguments: records.filter { !$0.keyFrame.isEmpty })
    func keyFrame(_ record: VideoVectors.Record) {
        let header = VideoVectors.read(record.keyFrame, VP9FrameHeader.init(from:))
        #expect(header.problem == nil)
        #expect(header.isKeyFrame == true)
        #expect(header.isShown == true)
        #expect(header.width == record.numbers["width"].map { Int($0) })
        #expect(header.height == record.numbers["height"].map { Int($0) })
        #expect(header.chromaFormat?.name == record.chromaFormat)
        #expect(header.bitDepth == record.bitDepth)
        let next = VideoVectors.read(record.nextFrame, VP9FrameHeader.init(from:))
        #expect(next.problem == nil)
        #expect(next.isKeyFrame == false)
        #expect(next.width == nil)
    }

    @Test("VP8 key frames too")
    func vp8() throws {
        let record = try #require(VideoVectors.records("vp8").first)
        let header = VideoVectors.read(record.keyFrame, VP8FrameHeader.init(from:))
        #expect(header.problem == nil)
        #expect(header.isKeyFrame == true)
        #expect(header.isShown == true)
        #expect(header.width == 642)
        #expect(header.height == 362)
        let next = VideoVectors.read(record.nextFrame, VP8FrameHeader.init(from:))
        #expect(next.problem == nil)
        #expect(next.isKeyFrame == false)
        #expect(next.width == nil)
    }

    @Test("VP8's start code is checked, its scale bits are not size")
    func vp8StartCode() {
        let wrong = VideoVectors.read(VideoVectors.hex("10 00 00 9d 01 2b 40 01 f0 00"), VP8FrameHeader.init(from:))
        #expect(wrong.problem == DecodeError(.invalid(what: "the start code", value: 0x9d012b), at: 3))
        #expect(wrong.isKeyFrame == true)
        let scaled = VideoVectors.read(VideoVectors.hex("16 00 00 9d 01 2a 40 41 f0 80"), VP8FrameHeader.init(from:))
        #expect(scaled.width == 320)
        #expect(scaled.height == 240)
        #expect(scaled.version == 3)
        #expect(scaled.isShown == true)
    }

    @Test("a VP9 frame that repeats another says only that")
    func repetition() {
        // Frame marker 2, profile 0, show_existing_frame.
        let header = VideoVectors.read([0b1000_1000], VP9FrameHeader.init(from:))
        #expect(header.problem == nil)
        #expect(header.isRepetition == true)
        #expect(header.isKeyFrame == nil)
    }

    @Test(
        "both forms of a record are told apart",
        arguments: [
            ("00 15 82 02 02 02 0000", false), ("01000000 00 15 82 02 02 02 0000", true),
            ("00000000 00 15 82 02 02 02 0000", true),
        ])
    func forms(_ text: String, _ hasBoxHeader: Bool) {
        let configuration = Self.read(VideoVectors.hex(text))
        #expect(configuration.hasBoxHeader == hasBoxHeader)
        #expect(configuration.problem == nil)
        #expect(configuration.summary == "Profile 0@2.1")
        #expect(configuration.colour == ColourDescription(fullRange: false))
    }

    @Test("a bare record of twelve bytes with initialization data is bare")
    func initializationData() {
        let configuration = Self.read(VideoVectors.hex("02 29 a2 09 10 09 0004 01020304"))
        #expect(configuration.hasBoxHeader == false)
        #expect(configuration.initializationDataSize == 4)
        #expect(configuration.problem == nil)
        #expect(configuration.summary == "Profile 2@4.1 10-bit PQ bt2020")
    }

    @Test("initialization data past the end is said")
    func hostileSize() {
        let configuration = Self.read(VideoVectors.hex("00 15 82 02 02 02 ffff"))
        #expect(configuration.problem?.reason == .truncated(needed: 65535, available: 0))
        #expect(configuration.levelName == "2.1")
    }
}
