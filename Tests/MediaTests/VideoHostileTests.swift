import Bytes
import Fields
import Media
import Testing

@Suite("Video configurations from hostile bytes")
struct VideoHostileTests {
    /// A record read, whatever its kind.
    static func read(_ kind: String, _ bytes: [UInt8]) -> (any VideoConfiguration)? {
        switch kind {
        case "avcC": VideoVectors.read(bytes, AVCConfiguration.init(from:))
        case "hvcC": VideoVectors.read(bytes, HEVCConfiguration.init(from:))
        case "vvcC": VideoVectors.read(bytes, VVCConfiguration.init(from:))
        case "av1C": VideoVectors.read(bytes, AV1Configuration.init(from:))
        case "vpcC": VideoVectors.read(bytes, VPConfiguration.init(from:))
        default: nil
        }
    }

    static let records = VideoVectors.records("avcC", "hvcC", "vvcC", "av1C", "vpcC")

    @Test("there are records to test with")
    func presence() {
        #expect(Self.records.count >= 30)
        #expect(Set(Self.records.map(\.kind)).count == 5)
    }

    @Test("a record that is cut short says so, or ends where it may", arguments: records)
    func cut(_ record: VideoVectors.Record) throws {
        let whole = try #require(Self.read(record.kind, record.bytes))
        #expect(whole.problem == nil)
        for count in record.bytes.indices {
            let bytes = Array(record.bytes[..<count])
            let outcome = try #require(Self.read(record.kind, bytes))
            if let problem = outcome.problem {
                #expect(0...count ~= problem.position, "cut at \(count): \(problem)")
            } else {
                #expect(Self.mayEnd(record, at: count), "cut at \(count): no problem")
            }
            // What was read is what the whole record says, or unknown: never something else.
            if outcome.width != nil { #expect(outcome.width == whole.width, "cut at \(count)") }
        }
    }

    // Records may end before optional parts: H.264's tail of four bytes, AV1's units.
    private static func mayEnd(_ record: VideoVectors.Record, at count: Int) -> Bool {
        switch record.kind {
        case "avcC": count == record.bytes.count - 4 && record.bytes[count] >> 2 == 63
        case "av1C": count == 4
        default: false
        }
    }

    @Test("a record with any byte changed to any value is read without a trap", arguments: records)
    func mutated(_ record: VideoVectors.Record) throws {
        let whole = try #require(Self.read(record.kind, record.bytes)).fields
        // All values for one set of records; for the others, whose parts are alike, each bit and the ends.
        let isThorough = record.name == "codec-config-vectors" || record.kind == "vvcC"
        for index in record.bytes.indices {
            var bytes = record.bytes
            let bits = (0..<8).map { record.bytes[index] ^ 1 << UInt8($0) }
            let values = isThorough ? Array(UInt8.min...UInt8.max) : bits + [0, 1, 0x7f, 0xff]
            for value in values {
                bytes[index] = value
                let configuration = try #require(Self.read(record.kind, bytes))
                let problem = configuration.problem?.position ?? 0
                let (width, height) = (configuration.width ?? 0, configuration.height ?? 0)
                if !(0...bytes.count ~= problem && 0...131_072 ~= width && 0...131_072 ~= height) {
                    Issue.record("byte \(index) = \(value): problem at \(problem), \(width)×\(height)")
                    return
                }
                // Drawing takes longer than reading: only for one of the values each.
                guard value == record.bytes[index] ^ 0x80 else { continue }
                #expect(!configuration.summary.isEmpty)
                if Self.mustShow(record, index) { #expect(configuration.fields != whole, "byte \(index)") }
            }
        }
    }

    // Where record and parameter set disagree, both are drawn.
    private static func mustShow(_ record: VideoVectors.Record, _ index: Int) -> Bool {
        ["avcC", "hvcC"].contains(record.kind) && 1...3 ~= index
    }

    @Test("frame headers cut or changed are read without a trap")
    func frames() {
        for record in VideoVectors.records("vpcC", "vp8") where !record.keyFrame.isEmpty {
            for count in record.keyFrame.indices {
                let bytes = Array(record.keyFrame[..<count])
                let vp9 = VideoVectors.read(bytes, VP9FrameHeader.init(from:))
                let vp8 = VideoVectors.read(bytes, VP8FrameHeader.init(from:))
                #expect(vp9.height != nil || vp9.problem != nil)
                #expect(vp8.height != nil || vp8.problem != nil || vp8.isKeyFrame == false)
            }
            for index in record.keyFrame.indices {
                var bytes = record.keyFrame
                for value in UInt8.min...UInt8.max {
                    bytes[index] = value
                    _ = VideoVectors.read(bytes, VP9FrameHeader.init(from:))
                    _ = VideoVectors.read(bytes, VP8FrameHeader.init(from:))
                }
            }
        }
    }

    @Test("bytes of chance are read without a trap", arguments: ["avcC", "hvcC", "vvcC", "av1C", "vpcC"])
    func chance(_ kind: String) throws {
        // xorshift64, seed fixed: the same bytes each time.
        var state: UInt64 = 0x9e37_79b9_7f4a_7c15
        for round in 0..<2000 {
            var bytes = (0..<(round % 97)).map { _ -> UInt8 in
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                return UInt8(truncatingIfNeeded: state >> 32)
            }
            // Half of them begin as a record does, to come further.
            if round % 2 == 0, !bytes.isEmpty {
                bytes[0] = ["avcC": 1, "hvcC": 1, "vvcC": 0xff, "av1C": 0x81][kind] ?? 0
            }
            _ = try #require(Self.read(kind, bytes))
        }
    }

    @Test("rates and sizes at their limits stay finite")
    func limits() {
        // time_scale 2³² − 1 over num_units_in_tick 1, and the other way round; 0 is no rate.
        for (units, scale, rate) in [(1, 0xffff_ffff, 4_294_967_295 / 2.0), (0xffff_ffff, 1, 1 / 8_589_934_590.0)] {
            let configuration = Self.timed(units: units, scale: scale)
            #expect(configuration.frameRate == rate)
        }
        #expect(Self.timed(units: 0, scale: 50).frameRate == nil)
        #expect(Self.timed(units: 1, scale: 0).frameRate == nil)
        #expect(Self.timed(units: 1, scale: 180_000).summary == "Main@3.0 64×64 90000 fps")
        #expect(Self.timed(units: 1001, scale: 120_000).summary == "Main@3.0 64×64 59.94 fps")
        #expect(Self.timed(units: 1000, scale: 30_010).summary == "Main@3.0 64×64 15.005 fps")
        #expect(Self.timed(units: 0xffff_ffff, scale: 1).summary == "Main@3.0 64×64 0 fps")
    }

    private static func timed(units: Int, scale: Int) -> AVCConfiguration {
        var sketch = VideoAVCTests.Sketch()
        sketch.profile = 77
        (sketch.columns, sketch.rows) = (4, 4)
        sketch.usability = { bits in
            bits.bits(0, 4)
            bits.flag(true)
            bits.bits(units, 32)
            bits.bits(scale, 32)
            bits.flag(true)
            bits.bits(0, 4)
        }
        var unit = sketch.unit
        unit[3] = 30
        let head = VideoVectors.hex("01 4d001e ff e1") + [0, UInt8(unit.count)]
        return VideoAVCTests.read(head + unit + [0])
    }
}
