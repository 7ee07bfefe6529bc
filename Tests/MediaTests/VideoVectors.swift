import Bytes
import Fields
import Foundation
import Media
import Testing

/// Configuration records with what other tools say about them.
struct VideoVectors {
    struct Record: Sendable, CustomTestStringConvertible {
        var kind: String
        var name: String
        var bytes: [UInt8]
        var keyFrame: [UInt8]
        var nextFrame: [UInt8]
        var numbers: [String: Double]
        var texts: [String: String]
        var parsed: [String: Double]
        var parsedSequence: [String: Double]

        var testDescription: String { "\(kind) \(name)" }
    }

    /// The records of these kinds in both files.
    static func records(_ kinds: String...) -> [Record] { all.filter { kinds.contains($0.kind) } }

    static let all: [Record] = ["codec-config-vectors", "video-configurations"].flatMap(load)

    private static func load(_ file: String) -> [Record] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Vectors")
        guard let data = try? Data(contentsOf: folder.appending(path: file + ".json")),
            let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            let records = object["records"] as? [[String: Any]]
        else { return [] }
        return records.map { record in
            let probe = record["ffprobe"] as? [String: Any] ?? [:]
            let parsed = record["parsed"] as? [String: Any] ?? [:]
            return Record(
                kind: record["kind"] as? String ?? "",
                name: record["name"] as? String ?? file,
                bytes: hex(record["hex"] as? String ?? ""),
                keyFrame: hex(record["key_frame"] as? String ?? ""),
                nextFrame: hex(record["next_frame"] as? String ?? ""),
                numbers: probe.compactMapValues { ($0 as? NSNumber)?.doubleValue },
                texts: probe.compactMapValues { $0 as? String },
                parsed: parsed.compactMapValues { ($0 as? NSNumber)?.doubleValue },
                parsedSequence: (parsed["sps"] as? [String: Any] ?? parsed["seq"] as? [String: Any] ?? [:])
                    .compactMapValues { ($0 as? NSNumber)?.doubleValue })
        }
    }

    /// Bytes written as hex, with spaces where they help to read.
    static func hex(_ text: String) -> [UInt8] {
        let digits = text.filter { !$0.isWhitespace }.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    /// The value of the field with this name.
    static func value(_ name: String, of fields: [Field]) -> FieldValue? { fields.first { $0.name == name }?.value }

    /// Reads a configuration out of bytes.
    static func read<C>(_ bytes: [UInt8], _ make: (inout ByteReader) -> C) -> C {
        var reader = ByteReader(bytes.span.bytes)
        return make(&reader)
    }
}

extension VideoVectors.Record {
    /// "30000/1001" of ffprobe as a number.
    var frameRate: Double? {
        guard let parts = texts["r_frame_rate"]?.split(separator: "/").compactMap({ Double($0) }), parts.count == 2
        else { return nil }
        return parts[0] / parts[1]
    }

    /// What ffprobe's pix_fmt says of chroma, in our words.
    var chromaFormat: String? {
        guard let format = texts["pix_fmt"] else { return nil }
        if format.contains("gray") { return "4:0:0" }
        return format.contains("444") ? "4:4:4" : format.contains("422") ? "4:2:2" : "4:2:0"
    }

    /// What ffprobe's pix_fmt says of depth.
    var bitDepth: Int? {
        guard let format = texts["pix_fmt"] else { return nil }
        return format.hasSuffix("10le") ? 10 : format.hasSuffix("12le") ? 12 : 8
    }
}

/// Writes bits, the most significant first, to make headers by hand.
struct VideoBits {
    private(set) var bytes: [UInt8] = []
    private var free = 0

    mutating func bits(_ value: Int, _ count: Int) {
        for shift in stride(from: count - 1, through: 0, by: -1) {
            if free == 0 {
                bytes.append(0)
                free = 8
            }
            free -= 1
            bytes[bytes.count - 1] |= UInt8(value >> shift & 1) << UInt8(free)
        }
    }

    mutating func flag(_ value: Bool) { bits(value ? 1 : 0, 1) }

    mutating func ue(_ value: Int) {
        let width = Int.bitWidth - (value + 1).leadingZeroBitCount
        bits(0, width - 1)
        bits(value + 1, width)
    }

    mutating func align() { free = 0 }

    mutating func se(_ value: Int) { ue(value > 0 ? 2 * value - 1 : -2 * value) }

    /// The bytes with trailing bits and with emulation prevention, as a NAL unit has them.
    var unit: [UInt8] {
        var closed = self
        closed.flag(true)
        var unit: [UInt8] = []
        var zeros = 0
        for byte in closed.bytes {
            if zeros == 2, byte <= 3 {
                unit.append(3)
                zeros = 0
            }
            zeros = byte == 0 ? zeros + 1 : 0
            unit.append(byte)
        }
        return unit
    }
}
