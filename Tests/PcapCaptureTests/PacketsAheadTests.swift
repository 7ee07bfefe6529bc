import Packets
import TestSupport
import Testing

@testable import PcapCapture

/// Memory that may be read on another thread, as a large file may.
private final class DistantBytes: ByteSource {
    private let bytes: MemoryBytes
    let mayBeReadAhead = true

    init(_ bytes: [UInt8], step: Int) { self.bytes = MemoryBytes(bytes, step: step) }

    func read(into space: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int { try bytes.read(into: space) }
}

/// Numbers the packets it is shown, and sums up the first bytes of all of them: right only if it sees each once and in
/// order.
private struct Counting: PacketPreparation {
    var count = 0
    var sum = 0

    static var blank: (Int, Int) { (0, 0) }

    mutating func prepare(_ packet: Packet, _ bytes: RawSpan, into prepared: inout (Int, Int)) {
        count += 1
        let first = bytes.byteCount > 0 ? Int(bytes.unsafeLoad(fromByteOffset: 0, as: UInt8.self)) : 0
        sum = sum &* 31 &+ first
        prepared = (count, sum)
    }
}

/// A file read with `forEach` to its end or to its error.
private struct PreparedReading: Equatable {
    var items: [Reading.Item] = []
    var prepared: [[Int]] = []
    var error: CaptureError?
    var offset = 0
    var counted = 0

    /// - Parameter limit: Packets behind which it is left.
    init(_ source: any ByteSource, filter: String? = nil, limit: Int = .max) {
        do throws(CaptureError) {
            var file = try CaptureFile(source: source, name: "test", filter: filter)
            var counting = Counting()
            let problem = read(&file, &counting, limit)
            offset = file.offset
            counted = counting.count
            if let problem { throw problem }
        } catch {
            self.error = error
        }
    }

    private mutating func read(_ file: inout CaptureFile, _ counting: inout Counting, _ limit: Int) -> CaptureError? {
        var (items, prepared) = (items, prepared)
        defer { (self.items, self.prepared) = (items, prepared) }
        do throws(CaptureError) {
            try file.forEach(&counting) { packet, bytes, made in
                items.append(Reading.item(packet, bytes))
                prepared.append([made.0, made.1])
                return items.count < limit
            }
            return nil
        } catch {
            return error
        }
    }
}

/// Large files are read, and their packets prepared, on a thread of its own; nobody may notice.
@Suite(.serialized) struct PacketsAheadTests {
    /// 1.5 MB, with packets of 1 to 1500 bytes, and three larger than a batch.
    static let capture = {
        let records = (0..<1500).map { number in
            let count = [3, 1450, 1499].contains(number) ? 400_000 : 1 + number * 7919 % 1500
            return CaptureBuilder.Record(
                (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ number) }, at: Int64(number) * 1000)
        }
        return CaptureBuilder.pcap(records)
    }()

    @Test("a large file gives the same packets read ahead, in blocks of any size", arguments: [Int.max, 70_001, 999])
    func same(step: Int) {
        let plain = PreparedReading(MemoryBytes(Self.capture))
        let ahead = PreparedReading(DistantBytes(Self.capture, step: step))
        #expect(plain.error == nil && plain.items.count == 1500)
        #expect(plain.prepared.map { $0[0] } == Array(1...1500))
        #expect(ahead == plain)
        #expect(plain.items == Reading(Self.capture).items)
        #expect(ahead.offset == Self.capture.count)
    }

    @Test("what a filter keeps back is not prepared either")
    func filtered() {
        let filter = "len < 700"
        let plain = PreparedReading(MemoryBytes(Self.capture), filter: filter)
        let ahead = PreparedReading(DistantBytes(Self.capture, step: .max), filter: filter)
        #expect((100..<1400).contains(plain.items.count))
        #expect(ahead == plain)
    }

    @Test("a large file that breaks off tells the same place", arguments: [1, 15, 300_000])
    func cut(missing: Int) {
        let bytes = Array(Self.capture.dropLast(missing))
        let plain = PreparedReading(MemoryBytes(bytes))
        let ahead = PreparedReading(DistantBytes(bytes, step: .max))
        #expect(plain.error != nil)
        #expect(ahead == plain)
    }

    @Test("what is packed is unpacked ahead, and its damage told at its place")
    func gzipped() {
        let packed = gzip(Self.capture)
        let whole = PreparedReading(DistantBytes(packed, step: .max))
        #expect(whole.error == nil)
        #expect(whole.items.count == 1500)
        let cut = Array(packed[..<(packed.count - 1000)])
        let (plain, ahead) = (PreparedReading(MemoryBytes(cut)), PreparedReading(DistantBytes(cut, step: .max)))
        #expect(plain.error != nil)
        #expect(ahead == plain)
    }

    @Test("a file may be left in its middle", arguments: [1, 3, 4, 500, 1430, 1451, 1470])
    func left(packets: Int) {
        let reading = PreparedReading(DistantBytes(Self.capture, step: .max), limit: packets)
        #expect(reading.error == nil)
        #expect(reading.items.map(\.packet.number) == Array(1...packets))
        #expect(reading.counted >= packets)
    }

    @Test("records that claim the most a record may do not add up in memory")
    func large() {
        let records = (0..<6).map { number in
            CaptureBuilder.Record([UInt8](repeating: UInt8(number), count: 8 << 20), at: Int64(number))
        }
        let reading = PreparedReading(DistantBytes(CaptureBuilder.pcap(records), step: .max))
        #expect(reading.items.map(\.bytes.count) == Array(repeating: 8 << 20, count: 6))
        #expect(reading.items.map { $0.bytes.last } == (0..<6).map { UInt8($0) })
    }
}
