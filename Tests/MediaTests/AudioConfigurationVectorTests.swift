import Foundation
import Media
import Testing

@Suite("Audio records of FFmpeg") struct AudioConfigurationVectorTests {
    struct Record: Sendable, CustomTestStringConvertible {
        var kind: String
        var hex: String
        var parsed: [String: Int]
        /// What ffprobe says of the same stream.
        var sampleRate: Int?
        var channels: Int?

        var testDescription: String { "\(kind) \(hex)" }
    }

    static let records: [Record] = {
        let url = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Vectors/codec-config-vectors.json")
        guard let data = try? Data(contentsOf: url),
            let root = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            let records = root["records"] as? [[String: Any]]
        else { return [] }
        return records.compactMap { record in
            guard let kind = record["kind"] as? String, ["ASC", "OpusHead", "FlacSequenceHeader"].contains(kind),
                let hex = record["hex"] as? String, let parsed = record["parsed"] as? [String: Int],
                let probe = record["ffprobe"] as? [String: Any]
            else { return nil }
            return Record(
                kind: kind, hex: hex, parsed: parsed, sampleRate: (probe["sample_rate"] as? String).flatMap(Int.init),
                channels: probe["channels"] as? Int)
        }
    }()

    @Test("the vectors are there")
    func count() { #expect(Self.records.count == 6) }

    @Test("a record reads as ffprobe reads it", arguments: records)
    func vector(record: Record) {
        let bytes = Wire.bytes(record.hex)
        switch record.kind {
        case "ASC":
            let config = Wire.read(bytes) { AudioSpecificConfig(from: &$0) }
            #expect(config.objectType?.rawValue == record.parsed["aot"] && config.profileName == "LC")
            #expect(config.coreSampleRate == record.parsed["rate"] && config.sampleRate == record.sampleRate)
            #expect(config.channelConfiguration == record.parsed["chcfg"] && config.channels == record.channels)
            #expect(config.problem == nil)
        case "OpusHead":
            let head = Wire.read(bytes) { OpusHead(from: &$0) }
            #expect(head.version == record.parsed["version"] && head.channels == record.channels)
            #expect(head.preSkip == record.parsed["preskip"] && head.inputSampleRate == record.parsed["rate"])
            #expect(head.outputGain == 0 && head.mappingFamily == record.parsed["mapping"])
            #expect(head.sampleRate == record.sampleRate && head.problem == nil)
        default:
            let info = Wire.read(bytes) { FLACStreamInfo(from: &$0) }
            #expect(info.sampleRate == record.sampleRate && info.channels == record.channels)
            #expect(
                info.minimumBlockSize == record.parsed["minblk"] && info.maximumBlockSize == record.parsed["maxblk"])
            #expect(info.bitsPerSample == record.parsed["bps"] && info.samples == record.parsed["samples"])
            #expect(info.md5.count == 16 && info.problem == nil)
        }
    }
}
