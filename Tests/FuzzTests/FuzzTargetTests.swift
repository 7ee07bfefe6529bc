import Foundation
import FuzzTargets
import TestSupport
import Testing

/// The targets' promises hold for what they begin with, and for what is close to it.
struct FuzzTargetTests {
    /// Seeds of small captures and of all vectors.
    static let seeds: Seeds = {
        var seeds = Seeds()
        for name in [
            "openssl-speaks-tls-to-nginx.pcap", "ffmpeg-finds-no-stream.pcap", "librtmp-sends-amf3-to-lal.pcap",
        ] {
            if let capture = try? Data(contentsOf: Repository.captures.appending(path: name)) {
                seeds.add(capture: [UInt8](capture))
            }
        }
        let vectors = [
            "AMFTests/Vectors/amf-vectors.json", "RTMPTests/Vectors/chunk-vectors.json",
            "MediaTests/Vectors/codec-config-vectors.json",
        ]
        for path in vectors {
            let file = Repository.root.appending(path: "Tests").appending(path: path)
            if let vectors = try? Data(contentsOf: file) { seeds.add(vectors: [UInt8](vectors), file: path) }
        }
        return seeds
    }()

    @Test("a target has seeds, and they keep its promises", arguments: FuzzTargets.all.map { $0.name })
    func seeds(name: String) throws {
        let target = try #require(FuzzTargets.named(name))
        let seeds = Self.seeds.inputs.filter { $0.target == name }
        #expect(!seeds.isEmpty)
        for seed in seeds { #expect(throws: Never.self) { try target.run(seed.bytes) } }
    }

    @Test("and so do bytes changed at random", arguments: FuzzTargets.all.map { $0.name })
    func mutations(name: String) throws {
        let target = try #require(FuzzTargets.named(name))
        let seeds = Self.seeds.inputs.filter { $0.target == name && $0.bytes.count < 5000 }
        for number in UInt64(0)..<30 {
            var random = SeededGenerator(seed: number)
            guard var bytes = seeds.isEmpty ? nil : random.one(of: seeds).bytes, !bytes.isEmpty else { continue }
            for _ in 0..<random.integer(1...6) {
                bytes[random.integer(0...(bytes.count - 1))] = UInt8(truncatingIfNeeded: random.next())
            }
            if random.chance(30) { bytes.removeLast(random.integer(0...(bytes.count - 1))) }
            #expect(throws: Never.self, "\(random)") { try target.run(bytes) }
        }
    }

    @Test("no bytes, and few, are no trouble", arguments: FuzzTargets.all.map { $0.name })
    func nothing(name: String) throws {
        let target = try #require(FuzzTargets.named(name))
        for count in 0...8 {
            for byte in [0, 0xff] as [UInt8] {
                #expect(throws: Never.self) { try target.run([UInt8](repeating: byte, count: count)) }
            }
        }
    }
}
