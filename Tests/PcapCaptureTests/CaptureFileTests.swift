import Packets
import TestSupport
import Testing

@testable import PcapCapture

@Suite struct CaptureFileTests {
    @Test("every format gives the same packets", arguments: SampleCapture.plain)
    func formats(sample: SampleCapture) throws {
        let reading = Reading(sample.file(3))
        #expect(reading.error == nil)
        #expect(reading.items == SampleCapture.expected)
        let file = try #require(reading.file)
        #expect(file.format == sample.format)
        #expect(file.linkTypes == [.ethernet])
        #expect(file.packets == 3)
        #expect(file.offset == sample.file(3).count)
    }

    @Test("bytes that come one at a time make no difference", arguments: SampleCapture.plain)
    func slowly(sample: SampleCapture) {
        let bytes = sample.file(3)
        #expect(Reading(bytes, step: 1).items == SampleCapture.expected)
        #expect(Reading(gzip(bytes), step: 1).items == SampleCapture.expected)
    }

    @Test(
        "of a file cut anywhere all packets before the cut are read, then the cut is told",
        arguments: SampleCapture.plain)
    func cut(sample: SampleCapture) throws {
        let whole = sample.file(3)
        let ends = (0...3).map { sample.file($0).count }
        for count in 4..<whole.count {
            let reading = Reading(Array(whole[..<count]))
            let packets = ends.dropFirst().count { $0 <= count }
            #expect(reading.items == Array(SampleCapture.expected[..<packets]), "cut at \(count)")
            // The section header of pcapng, without any interface, is a file as well.
            if ends.contains(count) || sample.format.hasPrefix("pcapng") && count == 28 {
                #expect(reading.error == nil, "cut at \(count)")
                continue
            }
            let error = try #require(reading.error, "cut at \(count)")
            #expect(error.packet == packets)
            if sample.format.hasPrefix("snoop"), count < 8 {
                guard case .notACapture = error.reason else {
                    Issue.record("\(error) at \(count)")
                    continue
                }
                continue
            }
            guard case .cutOff(let needed, let available) = error.reason, let offset = error.offset else {
                Issue.record("\(error) at \(count)")
                continue
            }
            #expect(needed > available)
            #expect(offset + available == count)
            #expect(offset <= count && count - offset < 100)
            if packets > 0 { #expect(offset == ends[packets]) }
        }
    }

    @Test("no change of a byte stops the reader from coming to an end", arguments: SampleCapture.plain)
    func mutated(sample: SampleCapture) {
        let whole = sample.file(3)
        for index in whole.indices {
            for change: UInt8 in [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff, whole[index]] {
                var bytes = whole
                bytes[index] ^= change
                let reading = Reading(bytes)
                // A changed length may make a packet of others, never more packets than fit.
                #expect(reading.items.count <= whole.count / 16)
                for item in reading.items {
                    #expect(item.packet.originalLength >= item.bytes.count)
                }
            }
        }
    }

    @Test("after an error there is nothing more")
    func errorOnce() throws {
        let bytes = CaptureBuilder.pcap(SampleCapture.records).dropLast(3)
        var file = try CaptureFile(bytes: Array(bytes), name: "cut.pcap")
        #expect(try Reading.next(&file) != nil)
        #expect(try Reading.next(&file) != nil)
        let error = #expect(throws: CaptureError.self) { try Reading.next(&file) }
        #expect(
            error?.description == """
                cut.pcap: is cut off inside a record: 32 bytes promised, 29 there (after packet 2, at byte 89)
                """)
        #expect(try Reading.next(&file) == nil)
    }

    @Test("a packet larger than the buffer is read")
    func large() {
        let large = CaptureBuilder.Record((0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
        let records = [SampleCapture.records[0], large, SampleCapture.records[2], large]
        for step in [.max, 1000] {
            let reading = Reading(CaptureBuilder.pcap(records), step: step)
            #expect(reading.payloads == records.map(\.bytes))
        }
    }

    @Test("small packets that fill the buffer many times are all read")
    func many() {
        let records = (0..<20_000).map { number in
            CaptureBuilder.Record([UInt8](repeating: UInt8(number % 251), count: number % 97), at: Int64(number) * 1000)
        }
        let file = CaptureBuilder.pcap(records)
        for step in [.max, 4099] {
            let reading = Reading(file, step: step)
            #expect(reading.payloads == records.map(\.bytes))
            #expect(reading.times == records.map(\.time))
        }
    }

    @Test("a record that claims more than any packet is damage")
    func claims() {
        var bytes = CaptureBuilder.pcap(Array(SampleCapture.records[..<1]))
        // 2^26 + 1 bytes.
        bytes += [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 4, 1, 0, 0, 4]
        let reading = Reading(bytes + [UInt8](repeating: 0, count: 100))
        #expect(reading.items.count == 1)
        #expect(reading.error?.reason == .damaged("packet record claims 67108865 bytes"))
        #expect(reading.error?.offset == 58)
        #expect(reading.error?.packet == 1)
    }

    @Test("records longer than the snap length are read")
    func longerThanSnapLength() throws {
        let bytes = CaptureBuilder.pcap(SampleCapture.records, snapshotLength: 4)
        let reading = Reading(bytes)
        #expect(reading.items == SampleCapture.expected)
        #expect(try #require(reading.file).snapshotLength == 4)
        #expect(Reading(CaptureBuilder.pcap([], snapshotLength: 0)).file?.snapshotLength == nil)
    }

    @Test("bits for the frame check sequence are no part of the link type")
    func linkField() {
        // FCS present, of 4 bytes; Linux SLL2.
        let bytes = CaptureBuilder.pcap(SampleCapture.records, linkField: 0x2400_0114)
        #expect(Reading(bytes).items.map(\.packet.linkType) == [.linuxSLL2, .linuxSLL2, .linuxSLL2])
    }

    @Test("times at the end of 32 bits are read")
    func lateTimes() {
        var bytes = CaptureBuilder.pcap([CaptureBuilder.Record([1])])
        bytes.replaceSubrange(24..<32, with: [UInt8](repeating: 0xff, count: 8))
        #expect(Reading(bytes).times == [4_294_967_295_000_000_000 + 4_294_967_295_000])
    }

    @Test("before version 2.3 the two lengths stand the other way round")
    func oldVersions() {
        var bytes = CaptureBuilder.pcap([CaptureBuilder.Record([1, 2, 3])])
        // Captured 3, original 60: first as 2.2 wrote them, then as some writers of 2.3 did.
        bytes[32] = 60
        bytes[36] = 3
        for version: UInt8 in [2, 3] {
            bytes[6] = version
            #expect(Reading(bytes).payloads == [[1, 2, 3]])
            #expect(Reading(bytes).items.first?.packet.originalLength == 60)
        }
    }

    @Test("an old snoop file and one of another link are told")
    func snoopHeaders() {
        var bytes = CaptureBuilder.snoop(SampleCapture.records)
        bytes[11] = 1
        #expect(
            Reading(bytes).error?.reason == .notACapture("a snoop file of version 1; only version 2 is known"))
        bytes[11] = 2
        bytes[15] = 8
        #expect(
            Reading(bytes).error?.reason
                == .notACapture("a snoop file of data link type 8; only Ethernet is read"))
    }
}
