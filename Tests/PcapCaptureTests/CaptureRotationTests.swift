import Foundation
import Packets
import TestSupport
import Testing

@testable import PcapCapture

/// Rows and rings of files.
@Suite struct CaptureRotationTests {
    private static let start: Int64 = 1_763_690_880_000_000_000  // 2025-11-21 02:08:00 UTC

    @Test(
        "a file's name gets a number and a time before its ending",
        arguments: [
            ("saved.pcap", 3, "saved-00003-20251121T020800Z.pcap"),
            ("/a.b/saved", 12, "/a.b/saved-00012-20251121T020800Z"),
            ("x/.hidden", 1, "x/.hidden-00001-20251121T020800Z"),
            ("a.b.pcapng", 123_456, "a.b-123456-20251121T020800Z.pcapng"),
        ])
    func names(path: String, number: Int, expected: String) {
        let time = Timestamp(nanoseconds: Self.start)
        #expect(CaptureRotation.path(path, number: number, time: time) == expected)
    }

    @Test(
        "times are those of the calendar",
        arguments: [
            (Int64(0), "19700101T000000Z"), (951_782_399, "20000228T235959Z"), (951_782_400, "20000229T000000Z"),
            (951_868_800, "20000301T000000Z"), (4_107_542_400, "21000301T000000Z"), (-1, "19691231T235959Z"),
        ])
    func calendar(seconds: Int64, expected: String) {
        #expect(CalendarTime(Timestamp(seconds: seconds, nanoseconds: 0)).compact == expected)
    }

    @Test("a file ends when it has its portion")
    func due() {
        let first = Timestamp(nanoseconds: 0)
        let size = CaptureRotation(.bytes(1000))
        #expect(!size.isDue(size: 999, first: first, next: first))
        #expect(size.isDue(size: 1000, first: first, next: first))
        // However large its header: a file without packets is not finished.
        #expect(!size.isDue(size: 1000, first: nil, next: first))
        let time = CaptureRotation(.seconds(60))
        #expect(!time.isDue(size: 0, first: first, next: Timestamp(nanoseconds: 59_999_999_999)))
        #expect(time.isDue(size: 0, first: first, next: Timestamp(nanoseconds: 60_000_000_000)))
    }

    /// Writes packets of 100 bytes a second apart, and reads what is then there.
    private func ring(_ rotation: CaptureRotation?, count: Int) throws -> [(name: String, times: [Int64])] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rtmp-dissect-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let writer = try CaptureWriter(
            path: folder.appending(path: "r.pcap").path, origin: .init(linkType: .ethernet), rotation: rotation)
        let bytes = [UInt8](repeating: 7, count: 100)
        for index in 0..<count {
            let packet = Packet(
                number: index + 1, time: Timestamp(nanoseconds: Self.start + Int64(index) * 1_000_000_000),
                linkType: .ethernet, originalLength: 100)
            try writer.write(packet, bytes.span.bytes)
        }
        try writer.finish()
        #expect(writer.packets == count)
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
            let reading = Reading([UInt8](try Data(contentsOf: folder.appending(path: name))))
            #expect(reading.error == nil)
            return (name, reading.times.map { ($0 - Self.start) / 1_000_000_000 })
        }
    }

    @Test("without rotation there is one file of that name")
    func single() throws {
        let files = try ring(nil, count: 5)
        #expect(files.map(\.name) == ["r.pcap"])
        #expect(files.map(\.times) == [[0, 1, 2, 3, 4]])
    }

    @Test("a row of files holds every packet once")
    func row() throws {
        // A header of 24 bytes and three packets of 116: the next begins another file.
        let files = try ring(.init(.bytes(300)), count: 8)
        #expect(files.map(\.times) == [[0, 1, 2], [3, 4, 5], [6, 7]])
        #expect(files[1].name == "r-00002-20251121T020803Z.pcap")
    }

    @Test("a ring keeps the newest files")
    func keeps() throws {
        let files = try ring(.init(.seconds(2), keep: 2), count: 9)
        #expect(files.map(\.times) == [[6, 7], [8]])
    }

    @Test("a folder that is not there is told at once")
    func folder() {
        for rotation in [nil, CaptureRotation(.seconds(1))] {
            let error = #expect(throws: CaptureError.self) {
                try CaptureWriter(path: "/nowhere/r.pcap", origin: .init(linkType: .raw), rotation: rotation)
            }
            #expect(error?.description == "/nowhere/r.pcap: cannot be written: No such file or directory")
        }
    }

    @Test("a second link type is told to need pcapng")
    func linkTypes() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "rtmp-dissect-\(UUID().uuidString).pcap").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let writer = try CaptureWriter(path: path, origin: .init(linkType: .ethernet))
        let packet = Packet(number: 1, time: Timestamp(nanoseconds: 0), linkType: .raw, originalLength: 0)
        let error = #expect(throws: CaptureError.self) { try writer.write(packet, RawSpan()) }
        #expect(error?.description.contains(".pcapng") == true)
    }
}
