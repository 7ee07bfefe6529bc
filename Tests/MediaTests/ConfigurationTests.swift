import Bytes
import Testing

@testable import Media

@Suite("Sequence headers kept as they were sent") struct ConfigurationTests {
    private static let codecs: [String: (String, Codec.Kind)] = [
        "avcC": ("h264", .video), "hvcC": ("hevc", .video), "vvcC": ("vvc", .video), "av1C": ("av1", .video),
        "vpcC": ("vp9", .video), "ASC": ("aac", .audio), "OpusHead": ("opus", .audio),
        "FlacSequenceHeader": ("flac", .audio),
    ]

    private static let records: [(kind: String, bytes: [UInt8])] =
        VideoVectors.all.map { ($0.kind, $0.bytes) }
        + AudioConfigurationVectorTests.records.map { ($0.kind, Wire.bytes($0.hex)) }

    private struct Missing: Error {}

    /// Behind as many bytes as stand before it in a message, what is kept tells the same as what was read.
    private static func check(_ codec: Codec, _ bytes: [UInt8], behind position: Int, _ comment: Comment) throws {
        let message = [UInt8](repeating: 0xFF, count: position) + bytes
        var reader = ByteReader(message.span.bytes)
        reader.move(to: position)
        let fresh = codec.configuration(from: &reader)
        var second = ByteReader(message.span.bytes)
        second.move(to: position)
        let decoded = codec.decodeConfiguration(from: &second)
        let positions = [reader.position, second.position]
        #expect(positions[0] == positions[1], comment)
        guard let fresh, let decoded else { throw Missing() }
        let packed = fresh.packed
        #expect(fresh.decoded == decoded && packed.decoded == decoded && packed.unpacked.decoded == decoded, comment)
        #expect(packed == fresh && fresh == packed && packed.unpacked == packed, comment)
        #expect(packed.problem == decoded.record.problem && packed.summary == decoded.record.summary, comment)
        #expect(packed.fields == fresh.fields, comment)
    }

    @Test("every record, cut anywhere and damaged, is read again as it was")
    func vectors() throws {
        var count = 0
        for (kind, bytes) in Self.records {
            guard let (name, audience) = Self.codecs[kind] else { continue }
            let codec = try #require(Codec(named: name, kind: audience))
            count += 1
            for end in 0...bytes.count {
                try Self.check(codec, Array(bytes[..<end]), behind: 5, "\(kind) to \(end)")
            }
            for position in [0, 2, 1024, 1025, 70_000] {
                for index in bytes.indices {
                    var damaged = bytes
                    damaged[index] ^= 0x55
                    try Self.check(codec, damaged, behind: position, "\(kind) at \(position), byte \(index)")
                }
                let more = bytes + [UInt8](repeating: 0xA5, count: 2000)
                try Self.check(codec, more, behind: position, "\(kind) and more at \(position)")
            }
        }
        #expect(count > 20)
    }

    @Test("what says the same is equal, wherever it stood and whatever else is in it")
    func equality() throws {
        // The seven bits behind the last field are padding.
        let one = try #require(Wire.audio("af 00 11 88").configuration)
        let other = try #require(Wire.audio("af 00 11 89").configuration)
        let third = try #require(Wire.audio("af 00 11 90").configuration)
        #expect(one == one.packed && one.packed == other.packed || one.decoded != other.decoded)
        #expect((one == third) == (one.decoded == third.decoded))
        // An enhanced header has another length, by which only errors tell places.
        let legacy = try #require(Wire.video("17 00 000000" + TagOfVideoTests.avcC).configuration)
        let enhanced = try #require(Wire.video("90 61766331" + TagOfVideoTests.avcC).configuration)
        #expect(legacy == enhanced && legacy.packed == enhanced.packed)
    }

    @Test("a configuration is two words")
    func size() { #expect(MemoryLayout<Configuration>.stride == 16 && MemoryLayout<Configuration?>.stride == 16) }
}
