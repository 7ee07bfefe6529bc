import Packets
import PcapCapture
import Redaction
import TestSupport
import Testing

/// Sessions with secrets, redacted when they are shown and when they are copied.
@Suite("Random sessions with secrets")
struct RandomSessionTests {
    static let batches = stride(from: UInt64(0), to: 30, by: 10).map { $0..<($0 + 10) }

    @Test("a copy is shown as the capture is shown with its secrets masked", arguments: batches)
    func sameReport(seeds: Range<UInt64>) throws {
        for seed in seeds {
            let file = CaptureBuilder.pcap(SecretSession(seed: seed).records)
            for addresses in [false, true] {
                let copy = try Redacting.copy(file, addresses: addresses).bytes
                let masked = try Redacting.report(file, redactor: Redactor(masksAddresses: addresses))
                #expect(try Redacting.report(copy) == masked, "seed \(seed), addresses \(addresses)")
            }
        }
    }

    @Test("no secret is left in a copy, nor in what is shown", arguments: batches)
    func noSecrets(seeds: Range<UInt64>) throws {
        for seed in seeds {
            let session = SecretSession(seed: seed)
            let file = CaptureBuilder.pcap(session.records)
            let copy = try Redacting.copy(file).bytes
            let streams = try Redacting.streams(copy)
            let reports = try [false, true].map {
                try Redacting.report(file, redactor: Redactor(masksAddresses: false), isText: $0)
            }
            let before = try Redacting.report(file)
            for secret in session.secrets {
                #expect(before.contains(secret), "seed \(seed): \(secret) is not in the capture")
                #expect(!Redacting.holds(copy, secret), "seed \(seed): \(secret)")
                // Chunk headers cut long ones: neither end may be left.
                for part in [String(secret.prefix(8)), String(secret.suffix(8))] where part.utf8.count > 4 {
                    #expect(!streams.contains { Redacting.holds($0, part) }, "seed \(seed): \(part) of \(secret)")
                }
                #expect(!reports.contains { $0.contains(secret) }, "seed \(seed): \(secret)")
            }
        }
    }

    @Test(
        "a copy has the same packets, of the same lengths, at the same times, with right checksums", arguments: batches)
    func sameFacts(seeds: Range<UInt64>) throws {
        for seed in seeds {
            let file = CaptureBuilder.pcap(SecretSession(seed: seed).records)
            let facts = try Redacting.facts(file)
            #expect(try Redacting.facts(Redacting.copy(file).bytes) == facts, "seed \(seed)")
            #expect(try Redacting.facts(Redacting.copy(file, addresses: true).bytes) == facts, "seed \(seed)")
        }
    }
}
