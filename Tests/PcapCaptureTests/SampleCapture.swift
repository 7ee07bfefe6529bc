import Packets
import TestSupport
import Testing

/// The same packets in one of the formats, built packet by packet.
struct SampleCapture: Sendable, CustomTestStringConvertible {
    var testDescription: String { format }
    /// As `CaptureFile.format` should have it.
    var format: String
    /// The file with so many of `records`.
    var file: @Sendable (Int) -> [UInt8]

    /// Of lengths that need 2, 1 and 0 bytes of padding; the second was cut by the snap length.
    static let records = [
        CaptureBuilder.Record(Array(0..<18), at: 1_700_000_000_123_456_000),
        CaptureBuilder.Record(Array(100..<115), at: 1_700_000_001_000_001_000, originalLength: 1500),
        CaptureBuilder.Record(Array(200..<216), at: 1_700_000_002_999_999_000),
    ]

    private static func pcap(
        _ format: String, _ order: CaptureBuilder.ByteOrder, nanoseconds: Bool = false, modified: Bool = false
    ) -> SampleCapture {
        SampleCapture(format: format) { count in
            CaptureBuilder.pcap(
                Array(records[..<count]), order: order, nanoseconds: nanoseconds, modified: modified)
        }
    }

    private static func pcapng(
        _ format: String, _ order: CaptureBuilder.ByteOrder,
        _ add: @escaping @Sendable (inout CaptureBuilder, CaptureBuilder.Record) -> Void
    ) -> SampleCapture {
        SampleCapture(format: format) { count in
            CaptureBuilder.pcapng(order: order) { builder in
                builder.interface(.ethernet, snapshotLength: 18)
                for record in records[..<count] { add(&builder, record) }
            }
        }
    }

    static let plain = [
        pcap("pcap", .little),
        pcap("pcap (big-endian)", .big),
        pcap("pcap (nanoseconds)", .little, nanoseconds: true),
        pcap("pcap (nanoseconds, big-endian)", .big, nanoseconds: true),
        pcap("pcap (modified)", .little, modified: true),
        pcap("pcap (big-endian, modified)", .big, modified: true),
        pcapng("pcapng", .little) { $0.packet($1) },
        pcapng("pcapng (big-endian)", .big) { $0.packet($1) },
        pcapng("pcapng", .little) { $0.packet($1, comment: "look at this") },
        pcapng("pcapng", .little) { $0.obsoletePacket($1) },
        pcapng("pcapng (big-endian)", .big) { $0.obsoletePacket($1) },
        SampleCapture(format: "snoop") { CaptureBuilder.snoop(Array(records[..<$0])) },
    ]

    static var expected: [Reading.Item] {
        records.enumerated().map { index, record in
            Reading.Item(
                packet: .init(
                    number: index + 1, time: record.time, linkType: .ethernet,
                    originalLength: record.originalLength),
                bytes: record.bytes)
        }
    }
}
