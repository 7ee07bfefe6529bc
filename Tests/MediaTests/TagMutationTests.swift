import Bytes
import Fields
import Media
import Testing

/// Whatever the bytes, reading ends, and what was read can be put into words.
@Suite("Tags of broken messages") struct TagMutationTests {
    static let audio = [
        "af 00 12 10 56 e5 00", "af 00 13 08 56 e5 9d 48 80", "af 00 11 80 04 c4 05 00 20 00 00",
        "af 01 ff f1 50 80 02", "2f ff fb 90 64", "97 02 07a120 01 4f707573 fc",
        "95 20  4f707573 00 000000  6d703461 01 000002 1210", "95 11 4f707573  00 000002 fc01  01 000001 fd",
        "90 4f707573 4f70757348656164 01 06 3801 44ac0000 80fe 01 04 02 000401020305",
        "90 664c6143 664c6143 00000022 1200 1200 00046d 000508 0ac442f0000033ae 36567c6137e8d578c431ed191fd85ff5",
        "91 61632d33  0b77 0000 1e 40 e1 00 00", "91 65632d33 0b77 02ff 3f 80 00 00",
        "94 4f707573 01 06 0000060f", "94 4f707573 02 03 00 01 02",
    ]

    static let video = [
        "17 00 000000" + TagOfVideoTests.avcC, "27 01 ffffd8 00000001 41", "57 01 000000 01", "d1 01",
        "d4 68766331" + TagOfVideoTests.colorInfo, "97 02 0f423f 03 61766331 00000001 65",
        "a6 11 68766331  00 000005 00000a aabb  01 000004 ffffff cc",
        "96 20 61766331 00 000028 \(TagOfVideoTests.avcC) 61763031 07 000011 81010c000a0b0000000cc4ff6736be4010",
        "90 76703039 00 15 82 02 02 02 0000",
    ]

    static func use(_ tag: AudioTag) {
        #expect(!tag.summary.isEmpty && tag.headerLength <= tag.length)
        _ = tag.fields
        #expect(tag.tracks.allSatisfy { $0.range.upperBound <= tag.length && $0.data.upperBound <= tag.length })
    }

    static func use(_ tag: VideoTag) {
        #expect(!tag.summary.isEmpty && tag.headerLength <= tag.length)
        _ = tag.fields
        #expect(tag.tracks.allSatisfy { $0.range.upperBound <= tag.length && $0.data.upperBound <= tag.length })
    }

    @Test("an audio message cut at any byte reads without end or trap", arguments: audio)
    func cutAudio(hex: String) {
        let bytes = Wire.bytes(hex)
        for count in 0...bytes.count {
            let prefix = Array(bytes.prefix(count))
            Self.use(Wire.audio(prefix))
            Self.use(Wire.audio(prefix, length: bytes.count))
            Self.use(Wire.audio(prefix, length: 1 << 24))
            #expect(MediaInterest.bytesWanted(ofAudio: prefix.span.bytes, length: bytes.count) <= bytes.count)
        }
        Self.use(Wire.audio(bytes, length: -1))
        Self.use(Wire.audio(bytes, length: 3))
    }

    @Test("a video message cut at any byte reads without end or trap", arguments: video)
    func cutVideo(hex: String) {
        let bytes = Wire.bytes(hex)
        for count in 0...bytes.count {
            let prefix = Array(bytes.prefix(count))
            Self.use(Wire.video(prefix))
            Self.use(Wire.video(prefix, length: bytes.count))
            Self.use(Wire.video(prefix, length: 1 << 24))
            #expect(MediaInterest.bytesWanted(ofVideo: prefix.span.bytes, length: bytes.count) <= bytes.count)
        }
        Self.use(Wire.video(bytes, length: -1))
        Self.use(Wire.video(bytes, length: 3))
    }

    @Test("an audio message with any byte changed to any other reads without end or trap", arguments: audio)
    func mutatedAudio(hex: String) {
        var bytes = Wire.bytes(hex)
        for index in bytes.indices {
            let byte = bytes[index]
            for other in UInt8.min...UInt8.max {
                bytes[index] = other
                Self.use(Wire.audio(bytes))
                _ = MediaInterest.bytesWanted(ofAudio: bytes.span.bytes, length: bytes.count)
            }
            bytes[index] = byte
        }
    }

    @Test("a video message with any byte changed to any other reads without end or trap", arguments: video)
    func mutatedVideo(hex: String) {
        var bytes = Wire.bytes(hex)
        for index in bytes.indices {
            let byte = bytes[index]
            for other in UInt8.min...UInt8.max {
                bytes[index] = other
                Self.use(Wire.video(bytes))
                _ = MediaInterest.bytesWanted(ofVideo: bytes.span.bytes, length: bytes.count)
            }
            bytes[index] = byte
        }
    }

    @Test("positions count from the start of the reader's span, ranges from the start of the payload")
    func positions() throws {
        let bytes = Wire.bytes("00 11 22  95 11 4f707573  00 000001 fc  01 000009 fd")
        var reader = Wire.read(bytes) { reader in
            _ = try? reader.skip(3)
            return AudioTag(from: &reader, length: bytes.count - 3)
        }
        #expect(reader.problem?.position == 15 && reader.tracks.map(\.range) == [10..<11])
        reader = Wire.audio(Array(bytes.dropFirst(3)))
        #expect(reader.problem?.position == 12 && reader.tracks.map(\.range) == [10..<11])
    }
}
