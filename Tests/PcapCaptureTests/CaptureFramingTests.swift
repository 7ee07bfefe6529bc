import Packets
import PcapCapture
import TestSupport
import Testing

/// What stands around packets, for copies.
@Suite("Framing")
struct CaptureFramingTests {
    /// A copy whose packets are the same but for a first byte of FF.
    private func copy(_ file: [UInt8]) throws -> [UInt8] {
        var source = try CaptureFile(bytes: file, name: "built", isCopied: true)
        var copy: [UInt8] = []
        while true {
            let isPacket: Void? = try source.nextFramed { _, bytes, before, behind in
                copy += before + [0xff] + bytes.withUnsafeBytes { [UInt8]($0.dropFirst()) } + behind
            }
            guard isPacket != nil else { return copy + source.takeFraming() }
        }
    }

    private let records: [CaptureBuilder.Record] = [
        .init([1, 2, 3, 4, 5], at: 1_700_000_000_000_001_000, originalLength: 900),
        .init([1, 9], at: 1_700_000_000_000_002_000),
    ]

    @Test("a pcap file is copied to the byte but for its packets")
    func pcap() throws {
        let file = CaptureBuilder.pcap(records)
        var expected = file
        expected[24 + 16] = 0xff
        expected[24 + 16 + 5 + 16] = 0xff
        #expect(try copy(file) == expected)
    }

    @Test("a snoop file is copied with its padding emptied")
    func snoop() throws {
        let file = CaptureBuilder.snoop(records)
        var source = try CaptureFile(bytes: copy(file), name: "copy")
        #expect(try source.next { packet, bytes in packet.originalLength == 900 && bytes.byteCount == 5 } == true)
        #expect(try copy(file).count == file.count)
    }

    @Test("of pcapng stay sections, interfaces, resolutions and times; comments, names and secrets go")
    func pcapng() throws {
        let file = CaptureBuilder.pcapng { builder in
            builder.interface(
                .ethernet, name: "eth0", snapshotLength: 77, resolution: 9, timeOffset: 5, comment: "hush")
            builder.block(4, Array("names: hush".utf8))
            builder.packet(records[0], ticks: 1234, comment: "hush")
            builder.interface(.raw, comment: "hush")
            builder.block(10, Array("keys: hush".utf8))
            builder.packet(records[1], interface: 1)
            builder.block(0xbad, Array("custom: hush".utf8))
        }
        let copied = try copy(file)
        #expect(copied.ranges(of: Array("hush".utf8)).isEmpty)
        var before = try CaptureFile(bytes: file, name: "file")
        var after = try CaptureFile(bytes: copied, name: "copy")
        for _ in records {
            let facts = try before.next { packet, bytes in "\(packet) \(bytes.byteCount)" }
            #expect(facts != nil)
            #expect(try after.next { packet, bytes in "\(packet) \(bytes.byteCount)" } == facts)
        }
        #expect(before.interfaces == after.interfaces)
        #expect(try after.next { _, _ in true } == nil)
    }
}
