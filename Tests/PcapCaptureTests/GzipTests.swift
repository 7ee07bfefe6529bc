import Packets
import TestSupport
import Testing

@testable import PcapCapture

@Suite struct GzipTests {
    let plain = CaptureBuilder.pcap(SampleCapture.records)

    @Test("a compressed file is read, and told so", arguments: SampleCapture.plain)
    func compressed(sample: SampleCapture) throws {
        let reading = Reading(gzip(sample.file(3)))
        #expect(reading.error == nil)
        #expect(reading.items == SampleCapture.expected)
        #expect(try #require(reading.file).format == "\(sample.format), gzip")
    }

    @Test("members follow one another, also empty ones, cut anywhere")
    func members() {
        for cut in [0, 1, 10, 24, 40, 60, plain.count] {
            let bytes = gzip(Array(plain[..<cut])) + gzip([]) + gzip(Array(plain[cut...]))
            let reading = Reading(bytes)
            #expect(reading.error == nil)
            #expect(reading.items == SampleCapture.expected)
        }
    }

    @Test("what follows the last member is left alone")
    func trailer() {
        for trailer in [[0, 0, 0, 0], [0x1f], Array("garbage".utf8)] as [[UInt8]] {
            let reading = Reading(gzip(plain) + trailer)
            #expect(reading.error == nil)
            #expect(reading.items == SampleCapture.expected)
        }
    }

    @Test("a compressed file cut anywhere gives what can be unpacked, and tells the cut")
    func cut() throws {
        let bytes = gzip(plain)
        for count in 2..<bytes.count {
            let reading = Reading(Array(bytes[..<count]))
            #expect(reading.items == Array(SampleCapture.expected.prefix(reading.items.count)))
            guard case .cutOff(let needed, let available) = try #require(reading.error).reason else {
                Issue.record("\(String(describing: reading.error)) at \(count)")
                continue
            }
            #expect(needed > available)
        }
        // All the data is there, only the checksum is not.
        #expect(Reading(bytes.dropLast(8)).items.count == 3)
    }

    @Test("a large compressed file cut in the middle gives the packets before the cut")
    func cutLarge() {
        let records = (0..<5000).map { number in
            CaptureBuilder.Record((0..<200).map { UInt8(truncatingIfNeeded: $0 &* number) }, at: Int64(number) * 1000)
        }
        let bytes = gzip(CaptureBuilder.pcap(records))
        let reading = Reading(Array(bytes[..<(bytes.count / 2)]))
        #expect(reading.items.count > 1000)
        #expect(reading.payloads == records.prefix(reading.items.count).map(\.bytes))
        #expect(reading.error?.packet == reading.items.count)
        #expect(Reading(bytes).payloads == records.map(\.bytes))
    }

    @Test("a wrong checksum is damage, after all packets")
    func wrongChecksum() throws {
        var bytes = gzip(plain)
        bytes[bytes.count - 6] ^= 1
        let reading = Reading(bytes)
        #expect(reading.items == SampleCapture.expected)
        guard case .damaged(let text) = try #require(reading.error).reason else {
            Issue.record("\(String(describing: reading.error))")
            return
        }
        #expect(text.hasPrefix("gzip data: incorrect data check"))
    }

    @Test("no change of a byte stops the reader from coming to an end")
    func mutated() {
        let whole = gzip(plain)
        for index in whole.indices {
            for bit in 0..<8 {
                var bytes = whole
                bytes[index] ^= 1 << bit
                _ = Reading(bytes)
            }
        }
    }

    @Test("nothing compressed is an empty file")
    func empty() {
        #expect(Reading(gzip([])).error?.reason == .empty)
    }
}

extension Reading {
    init(_ bytes: ArraySlice<UInt8>) { self.init(Array(bytes)) }
}
