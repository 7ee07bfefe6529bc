import Packets
import TestSupport
import Testing

@testable import PcapCapture

/// What is written is read back as it was.
@Suite struct CaptureEncoderTests {
    private static let records = [
        CaptureBuilder.Record(Array(0..<18), at: 1_700_000_000_123_456_789),
        CaptureBuilder.Record(Array(100..<115), at: 1_700_000_001_000_000_001, originalLength: 1500),
        CaptureBuilder.Record([], at: 1_700_000_002_999_999_999, originalLength: 60),
    ]

    static func encode(
        _ format: CaptureEncoder.Format, _ records: [CaptureBuilder.Record], linkTypes: [LinkType] = [.ethernet],
        statistics: LiveStatistics? = nil
    ) -> [UInt8] {
        var encoder = CaptureEncoder(
            format: format,
            origin: .init(linkType: linkTypes[0], snapshotLength: 4096, interface: "eth7", application: "test 1"))
        var output: [UInt8] = []
        encoder.begin(to: &output)
        for (index, record) in records.enumerated() {
            let packet = Packet(
                number: index + 1, time: Timestamp(nanoseconds: record.time),
                linkType: linkTypes[index % linkTypes.count], originalLength: record.originalLength)
            encoder.append(packet, record.bytes.span.bytes, to: &output)
        }
        encoder.finish(statistics, at: records.last.map { Timestamp(nanoseconds: $0.time) }, to: &output)
        return output
    }

    @Test("packets come back with their times to the nanosecond", arguments: [CaptureEncoder.Format.pcap, .pcapng])
    func roundTrip(format: CaptureEncoder.Format) {
        let reading = Reading(Self.encode(format, Self.records))
        #expect(reading.error == nil)
        #expect(reading.payloads == Self.records.map(\.bytes))
        #expect(reading.times == Self.records.map(\.time))
        #expect(reading.items.map(\.packet.originalLength) == [18, 1500, 60])
        #expect(reading.file?.snapshotLength == 4096)
        #expect(reading.file?.format == (format == .pcap ? "pcap (nanoseconds)" : "pcapng"))
    }

    @Test("a pcap file is what the builder of the tests writes")
    func bytes() {
        #expect(
            Self.encode(.pcap, Self.records)
                == CaptureBuilder.pcap(Self.records, nanoseconds: true, snapshotLength: 4096))
    }

    @Test("a file without packets is whole", arguments: [CaptureEncoder.Format.pcap, .pcapng])
    func empty(format: CaptureEncoder.Format) {
        let reading = Reading(Self.encode(format, [], linkTypes: [.linuxSLL]))
        #expect(reading.error == nil)
        #expect(reading.items.isEmpty)
        #expect(reading.file?.linkTypes == [.linuxSLL])
    }

    @Test("pcapng names the interface and has one for each link type")
    func interfaces() {
        let reading = Reading(Self.encode(.pcapng, Self.records, linkTypes: [.ethernet, .linuxSLL2]))
        #expect(reading.items.map(\.packet.linkType) == [.ethernet, .linuxSLL2, .ethernet])
        #expect(reading.file?.interfaces.map(\.linkType) == [.ethernet, .linuxSLL2])
        #expect(reading.file?.interfaces.first?.name == "eth7")
    }

    @Test("pcap keeps out what it cannot hold")
    func oneLinkType() {
        let reading = Reading(Self.encode(.pcap, Self.records, linkTypes: [.ethernet, .linuxSLL2]))
        #expect(reading.times == [Self.records[0].time, Self.records[2].time])
    }

    @Test("raw IP is written with its registered number", arguments: [CaptureEncoder.Format.pcap, .pcapng])
    func rawIP(format: CaptureEncoder.Format) {
        #expect(Reading(Self.encode(format, [], linkTypes: [.rawBSD])).file?.linkTypes == [.raw])
    }

    @Test("pcapng tells what was dropped, in a block that readers may skip")
    func statistics() {
        var statistics = LiveStatistics()
        statistics.note(received: 900, kernel: 7, interface: 3)
        let plain = Self.encode(.pcapng, Self.records)
        let file = Self.encode(.pcapng, Self.records, statistics: statistics)
        // Interface statistics block, interface 0, the time in nanoseconds, then options 4, 5, 7, 8.
        let block = Array(file[plain.count...])
        #expect(block.prefix(12) == [5, 0, 0, 0, 76, 0, 0, 0, 0, 0, 0, 0])
        #expect(block[20..<32] == [4, 0, 8, 0, 0x84, 3, 0, 0, 0, 0, 0, 0])
        #expect(block[32..<44] == [5, 0, 8, 0, 3, 0, 0, 0, 0, 0, 0, 0])
        #expect(block[44..<56] == [7, 0, 8, 0, 7, 0, 0, 0, 0, 0, 0, 0])
        #expect(block.suffix(8) == [0, 0, 0, 0, 76, 0, 0, 0])
        #expect(Reading(file).times == Self.records.map(\.time))
        #expect(Reading(file).error == nil)
    }

    @Test("the name says which format")
    func names() {
        #expect(CaptureEncoder.Format(path: "a/b.pcapng") == .pcapng)
        #expect(CaptureEncoder.Format(path: "a.pcapng/b.pcap") == .pcap)
        #expect(CaptureEncoder.Format(path: "b") == .pcap)
    }
}
