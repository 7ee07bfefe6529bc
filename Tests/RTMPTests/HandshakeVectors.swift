import Foundation
import RTMP
import Testing

/// The handshakes of `Vectors/handshake-vectors.json`, five made by the rules and five captured.
struct HandshakeVector: CustomTestStringConvertible, Sendable {
    var name: String
    var c0: HandshakeVersion
    var s0: HandshakeVersion
    var c1: [UInt8]
    var s1: [UInt8]
    var c2: [UInt8]
    var s2: [UInt8]
    /// What is known of it, each value as text; absent where the file says `null`.
    var expect: [String: String]

    var testDescription: String { name }

    /// The arrangement of both digests, `nil` for the simple handshake.
    var arrangement: HandshakeArrangement? {
        guard let words = expect["scheme"] ?? expect["c1_scheme"] else { return nil }
        return words.hasPrefix("digest-first") ? .digestFirst : .keyFirst
    }

    func number(_ key: String) -> Int? { expect[key].flatMap { Int($0) } }
    func bytes(_ key: String) -> [UInt8]? { expect[key].map(handshakeBytes) }
    func flag(_ key: String) -> Bool? { expect[key].map { $0 == "1" || $0 == "true" } }

    static let all: [HandshakeVector] = {
        guard let vectors = handshakeVectorFile["vectors"] as? [[String: Any]] else { return [] }
        return vectors.compactMap { vector in
            guard let name = vector["name"] as? String else { return nil }
            func hex(_ key: String) -> [UInt8] { handshakeBytes(vector[key] as? String ?? "") }
            var expect = (vector["expect"] as? [String: Any] ?? [:]).filter { !($0.value is NSNull) }
            expect["scheme"] = vector["scheme"]
            return HandshakeVector(
                name: name, c0: HandshakeVersion(rawValue: hex("c0").first ?? 0),
                s0: HandshakeVersion(rawValue: hex("s0").first ?? 0), c1: hex("c1"), s1: hex("s1"), c2: hex("c2"),
                s2: hex("s2"), expect: expect.mapValues { "\($0)" })
        }
    }()

    static func named(_ name: String) throws -> HandshakeVector {
        try #require(all.first { $0.name == name })
    }

    /// Vectors whose four packets carry digests and signatures throughout.
    static var signed: [HandshakeVector] {
        all.filter { !$0.name.contains("simple") && !$0.name.contains("publish") }
    }
}

/// The file as JSON.
nonisolated(unsafe) let handshakeVectorFile: [String: Any] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Vectors/handshake-vectors.json")
    let object = (try? Data(contentsOf: file)).flatMap { try? JSONSerialization.jsonObject(with: $0) }
    return object as? [String: Any] ?? [:]
}()

/// Hexadecimal digits, blanks allowed, as bytes.
func handshakeBytes(_ text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

extension [UInt8] {
    /// The same bytes with one bit turned round.
    func flipped(bit: Int) -> [UInt8] {
        var bytes = self
        bytes[bit / 8] ^= 1 << (bit % 8)
        return bytes
    }
}
