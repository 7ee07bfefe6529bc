import Packets
import TestSupport
import Testing

@testable import PcapCapture

@Suite struct PcapngTests {
    let records = SampleCapture.records

    @Test("sections of both byte orders follow one another, each with interfaces of its own")
    func sections() throws {
        let bytes =
            CaptureBuilder.pcapng(order: .little) {
                $0.interface(.ethernet, name: "eth0", snapshotLength: 96)
                $0.interface(.linuxSLL2, name: "any", snapshotLength: 262_144)
                $0.packet(records[0], interface: 1)
                $0.packet(records[1], interface: 0)
            }
            + CaptureBuilder.pcapng(order: .big) {
                $0.interface(.null, name: "lo0", snapshotLength: 65_535)
                $0.packet(records[2])
            }
        let reading = Reading(bytes)
        #expect(reading.error == nil)
        #expect(reading.items.map(\.packet.linkType) == [.linuxSLL2, .ethernet, .null])
        #expect(reading.items.map(\.packet.number) == [1, 2, 3])
        #expect(reading.times == records.map(\.time))
        let file = try #require(reading.file)
        #expect(file.linkTypes == [.ethernet, .linuxSLL2, .null])
        #expect(file.snapshotLength == 262_144)
        #expect(
            file.interfaces == [
                CaptureInterface(name: "eth0", linkType: .ethernet, snapshotLength: 96),
                CaptureInterface(name: "any", linkType: .linuxSLL2, snapshotLength: 262_144),
                CaptureInterface(name: "lo0", linkType: .null, snapshotLength: 65_535),
            ])
    }

    @Test("one interface without a limit leaves the file without one")
    func noLimit() {
        let bytes = CaptureBuilder.pcapng {
            $0.interface(.ethernet, snapshotLength: 96)
            $0.interface(.ethernet)
        }
        #expect(Reading(bytes).file?.snapshotLength == nil)
    }

    @Test("the interfaces up to the first packet are known before it is read")
    func early() throws {
        let bytes = CaptureBuilder.pcapng {
            $0.interface(.ethernet)
            $0.interface(.raw)
            $0.packet(records[0])
        }
        let file = try CaptureFile(bytes: bytes, name: "test")
        #expect(file.linkTypes == [.ethernet, .raw])
        #expect(file.packets == 0)
    }

    @Test(
        "ticks are nanoseconds by the interface's resolution",
        arguments: [
            // if_tsresol, ticks, nanoseconds
            (0, 3, 3_000_000_000),
            (3, 1_700_000_000_123, 1_700_000_000_123_000_000),
            (6, 1_700_000_000_123_456, 1_700_000_000_123_456_000),
            (9, 1_700_000_000_123_456_789, 1_700_000_000_123_456_789),
            (12, 1_234_567, 1_234),
            (28, .max, 1),
            (29, .max, 0),
            (127, .max, 0),
            (0x80, 3, 3_000_000_000),
            (0x81, 3, 1_500_000_000),
            (0xa0, 1 << 32 | 1 << 31, 1_500_000_000),
            (0x80 | 63, .max, 1_999_999_999),
            (0xff, .max, 0),
            // More than 64 bits of nanoseconds: clamped.
            (0, .max, .max),
            (6, .max, .max),
            (0x80, .max, .max),
        ] as [(UInt8, UInt64, Int64)])
    func resolution(code: UInt8, ticks: UInt64, nanoseconds: Int64) {
        for order in CaptureBuilder.ByteOrder.allCases {
            let bytes = CaptureBuilder.pcapng(order: order) {
                $0.interface(.ethernet, resolution: code)
                $0.packet(records[0], ticks: ticks)
            }
            #expect(Reading(bytes).times == [nanoseconds])
        }
    }

    @Test(
        "the interface's time offset is added",
        arguments: [
            (1_700_000_000, 5, 1_700_000_000_000_005_000),
            (-10, 5, -9_999_995_000),
            (.max, 5, .max),
            (.min, 5, .min),
        ] as [(Int64, UInt64, Int64)])
    func offset(seconds: Int64, ticks: UInt64, nanoseconds: Int64) {
        for order in CaptureBuilder.ByteOrder.allCases {
            let bytes = CaptureBuilder.pcapng(order: order) {
                $0.interface(.ethernet, timeOffset: seconds)
                $0.packet(records[0], ticks: ticks)
            }
            #expect(Reading(bytes).times == [nanoseconds])
        }
    }

    @Test("simple packet blocks have no time, and the length that the snap length left")
    func simplePackets() {
        let bytes = CaptureBuilder.pcapng {
            $0.interface(.raw, snapshotLength: 15)
            $0.simplePacket(.init([1, 2, 3]))
            $0.simplePacket(.init(Array(0..<15), originalLength: 1500))
        }
        let reading = Reading(bytes)
        #expect(reading.payloads == [[1, 2, 3], Array(0..<15)])
        #expect(reading.times == [0, 0])
        #expect(reading.items.map(\.packet.originalLength) == [3, 1500])
        #expect(reading.items.map(\.packet.linkType) == [.raw, .raw])
    }

    @Test("blocks that are no packets are stepped over")
    func otherBlocks() {
        let bytes = CaptureBuilder.pcapng {
            // Names, statistics, secrets, custom, unknown, local use.
            for type: UInt32 in [4, 5, 10, 0xbad, 0x4000_0bad, 77, 0x8000_0001] { $0.block(type, [1, 2, 3, 4, 5]) }
            $0.interface(.ethernet)
            $0.block(4, [])
            $0.packet(records[0])
            $0.block(5, [UInt8](repeating: 0, count: 600_000))
            $0.packet(records[1])
            $0.block(5, [])
        }
        let reading = Reading(bytes)
        #expect(reading.error == nil)
        #expect(reading.payloads == [records[0].bytes, records[1].bytes])
    }

    @Test("comments are counted, those on sections kept")
    func comments() throws {
        let bytes = CaptureBuilder.pcapng(comment: "from the ingest host, 2 a.m.") {
            $0.interface(.ethernet, comment: "the uplink")
            $0.packet(records[0], comment: "here it hangs")
            $0.packet(records[1])
            $0.packet(records[2], comment: "and here")
        }
        let file = try #require(Reading(bytes + CaptureBuilder.pcapng(comment: "two") { _ in }).file)
        #expect(file.comments.sections == ["from the ingest host, 2 a.m.", "two"])
        #expect(file.comments.sectionCount == 2)
        #expect(file.comments.interfaceCount == 1)
        #expect(file.comments.packetCount == 2)
    }

    @Test("a file without packets, and one with only a header, is no error")
    func noPackets() {
        #expect(Reading(CaptureBuilder.pcapng { _ in }).error == nil)
        #expect(Reading(CaptureBuilder.pcapng { $0.interface(.ethernet) }).error == nil)
    }

    // MARK: Damage

    /// A section, an interface, and what `body` adds; where that begins.
    private func damaged(_ body: (inout [UInt8], Int) -> Void) -> (error: CaptureError?, start: Int, packets: Int) {
        let head = CaptureBuilder.pcapng {
            $0.interface(.ethernet)
            $0.packet(records[0])
        }
        var bytes = CaptureBuilder.pcapng {
            $0.interface(.ethernet)
            $0.packet(records[0])
            $0.packet(records[1])
            $0.packet(records[2])
        }
        body(&bytes, head.count)
        let reading = Reading(bytes)
        return (reading.error, head.count, reading.items.count)
    }

    @Test("damage names the block's offset, after the packets before it")
    func damage() {
        let cases: [(String, (inout [UInt8], Int) -> Void)] = [
            ("packet block: interface, of which there is none, is 7", { $0[$1 + 8] = 7 }),
            ("block claims 8 bytes", { $0[$1 + 4] = 8 }),
            ("block claims 49 bytes", { $0[$1 + 4] = 49 }),
            ("block claims 4026531888 bytes", { $0[$1 + 7] = 0xf0 }),
            ("block of 48 bytes ends with the length 0", { $0[$1 + 44] = 0 }),
            ("packet block: cut short: needs 100 bytes, 16 left", { $0[$1 + 20] = 100 }),
        ]
        for (text, change) in cases {
            let (error, start, packets) = damaged(change)
            #expect(error?.reason == .damaged(text))
            #expect(error?.offset == start)
            #expect(error?.packet == 1)
            #expect(packets == 1)
        }
    }

    @Test("a simple packet without an interface is damage")
    func noInterface() {
        let bytes = CaptureBuilder.pcapng { $0.simplePacket(records[0]) }
        #expect(
            Reading(bytes).error?.reason
                == .damaged("packet block: interface, of which there is none, is 0"))
    }

    @Test("a section of another byte order than any, or a later version, is damage")
    func sectionHeaders() {
        var bytes = CaptureBuilder.pcapng { $0.interface(.ethernet) }
        bytes[8] = 0
        #expect(Reading(bytes).error?.reason == .damaged("section has the byte-order magic 0x3c2b1a"))
        bytes = CaptureBuilder.pcapng { $0.interface(.ethernet) }
        bytes[12] = 2
        #expect(Reading(bytes).error?.reason == .damaged("section block: major version is 2"))
    }

    @Test("options that run out of their block cost nothing but themselves")
    func badOptions() {
        var bytes = CaptureBuilder.pcapng {
            $0.interface(.ethernet)
            $0.packet(.init([1, 2, 3, 4]), comment: "abcd")
            $0.packet(records[1])
        }
        // Section 28, interface 20, packet header 28, data 4; then code 1, length 4.
        #expect(bytes[80] == 1 && bytes[82] == 4)
        bytes[82] = 200
        let reading = Reading(bytes)
        #expect(reading.error == nil)
        #expect(reading.payloads == [[1, 2, 3, 4], records[1].bytes])
        #expect(reading.file?.comments.packetCount == 0)
    }
}
