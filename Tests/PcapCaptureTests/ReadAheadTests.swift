import Packets
import TestSupport
import Testing

@testable import PcapCapture

/// Memory that may be read on another thread, as a regular file may.
private final class DistantBytes: ByteSource {
    private let bytes: MemoryBytes
    let mayBeReadAhead = true

    init(_ bytes: [UInt8], step: Int) { self.bytes = MemoryBytes(bytes, step: step) }

    func read(into space: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int { try bytes.read(into: space) }
}

/// From 1 MB on a file is read on a thread of its own; nobody may notice.
@Suite(.serialized) struct ReadAheadTests {
    /// 1.5 MB, with packets of 1 to 1500 bytes, and two larger than what is kept free before a block.
    static let capture = {
        let records = (0..<1500).map { number in
            let count = number == 1450 || number == 1499 ? 200_000 : 1 + number * 7919 % 1500
            return CaptureBuilder.Record(
                (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ number) }, at: Int64(number) * 1000)
        }
        return CaptureBuilder.pcap(records)
    }()

    @Test("a large file gives the same packets read ahead, in blocks of any size", arguments: [Int.max, 70_001, 999])
    func same(step: Int) {
        let plain = Reading(Self.capture)
        let ahead = Reading(source: DistantBytes(Self.capture, step: step))
        #expect(plain.error == nil && ahead.error == nil)
        #expect(plain.items.count == 1500)
        #expect(ahead.items == plain.items)
        #expect(ahead.file?.offset == Self.capture.count)
    }

    @Test("a large file that breaks off tells the same place", arguments: [1, 15, 300_000])
    func cut(missing: Int) {
        let bytes = Array(Self.capture.dropLast(missing))
        let plain = Reading(bytes)
        let ahead = Reading(source: DistantBytes(bytes, step: .max))
        #expect(plain.error != nil)
        #expect(ahead.error == plain.error)
        #expect(ahead.items == plain.items)
    }

    @Test("what is packed is unpacked ahead, and its damage told at its place")
    func gzipped() {
        let packed = gzip(Self.capture)
        let whole = Reading(source: DistantBytes(packed, step: .max))
        #expect(whole.error == nil)
        #expect(whole.items.count == 1500)
        let cut = Array(packed[..<(packed.count - 1000)])
        let (plain, ahead) = (Reading(cut), Reading(source: DistantBytes(cut, step: .max)))
        #expect(ahead.error == plain.error)
        #expect(ahead.items == plain.items)
    }

    @Test("a file may be left in its middle")
    func left() throws {
        for packets in [1, 500, 1430, 1470] {
            var file = try CaptureFile(source: DistantBytes(Self.capture, step: .max), name: "test")
            for number in 1...packets {
                let item = try Reading.next(&file)
                #expect(item?.packet.number == number)
            }
        }
    }
}
