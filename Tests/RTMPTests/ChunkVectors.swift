import Foundation
import TestSupport
import Testing

/// The chunk streams of `Vectors/chunk-vectors.json`.
struct ChunkVector: Decodable, Sendable, CustomTestStringConvertible {
    struct Inner: Decodable, Sendable {
        var type: UInt8
        var timestamp: UInt32
        var raw_timestamp: UInt32
        var stream_id: UInt32
        var length: Int
        var back_pointer: UInt32
        var payload_sha256: String
    }

    struct Sent: Decodable, Sendable {
        var csid: Int
        var type: UInt8
        var stream_id: UInt32
        var timestamp: UInt32
        var length: Int
        var first_fmt: UInt8
        var chunk_fmts: [UInt8]
        var payload_sha256: String
        var payload: String?
        var basic_header_bytes: Int?
        var ext: Bool?
        var ext_omitted: Bool?
        /// The timestamp for those who take a fmt 3 behind fmt 0 to have no delta.
        var alt_timestamp_zero_delta: UInt32?
        var submessages: [Inner]?
    }

    var name: String
    var hex: String
    var messages: [Sent]

    var bytes: [UInt8] { TestSupport.hex(hex) }
    var testDescription: String { name }

    static let all: [ChunkVector] = {
        struct File: Decodable { var cases: [ChunkVector] }
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Vectors/chunk-vectors.json")
        let cases = (try? Data(contentsOf: file)).flatMap { try? JSONDecoder().decode(File.self, from: $0) }?.cases
        return cases ?? []
    }()
}
