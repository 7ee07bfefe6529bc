import Foundation
import Packets
import TestSupport
import Testing

@testable import PcapCapture

@Suite struct DescriptorTests {
    private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
        let path = NSTemporaryDirectory() + "rtmp-dissect-test-\(UUID().uuidString)"
        #expect(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    @Test("a file is read from its path")
    func file() throws {
        try withFile(CaptureBuilder.pcap(SampleCapture.records)) { path in
            let file = try CaptureFile(path: path)
            #expect(file.name == path)
            #expect(Reading(file).items == SampleCapture.expected)
        }
    }

    @Test("what cannot be opened is told in the system's words")
    func missing() {
        let error = #expect(throws: CaptureError.self) { try CaptureFile(path: "/nowhere/x.pcap") }
        #expect(error?.description == "/nowhere/x.pcap: No such file or directory")
    }

    @Test("a directory is told to be one")
    func directory() {
        let error = #expect(throws: CaptureError.self) { try CaptureFile(path: "/") }
        #expect(error?.reason == .cannotOpen("is a directory; name the capture files in it"))
    }

    @Test("an empty file is told with its name")
    func empty() throws {
        try withFile([]) { path in
            let error = #expect(throws: CaptureError.self) { try CaptureFile(path: path) }
            #expect(error == CaptureError(input: path, reason: .empty))
        }
    }

    @Test("a packet in a pipe is delivered while the writer still writes")
    func pipe() throws {
        let pipe = Pipe()
        let writer = pipe.fileHandleForWriting
        let whole = CaptureBuilder.pcap(SampleCapture.records)
        let ends = (1...3).map { CaptureBuilder.pcap(Array(SampleCapture.records[..<$0])).count }
        try writer.write(contentsOf: whole[..<ends[0]])
        // Were more than these bytes waited for, this would never return.
        var file = try CaptureFile(path: "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)")
        #expect(try Reading.next(&file) == SampleCapture.expected[0])
        try writer.write(contentsOf: whole[ends[0]..<ends[1]])
        #expect(try Reading.next(&file) == SampleCapture.expected[1])
        try writer.write(contentsOf: whole[ends[1]...])
        try writer.close()
        #expect(try Reading.next(&file) == SampleCapture.expected[2])
        #expect(try Reading.next(&file) == nil)
    }

    @Test("a packet in a compressed pipe is delivered while the writer still writes")
    func compressedPipe() throws {
        let pipe = Pipe()
        let writer = pipe.fileHandleForWriting
        let whole = CaptureBuilder.pcap(SampleCapture.records)
        let end = CaptureBuilder.pcap(Array(SampleCapture.records[..<1])).count
        try writer.write(contentsOf: gzip(Array(whole[..<end])))
        var file = try CaptureFile(path: "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)")
        #expect(try Reading.next(&file) == SampleCapture.expected[0])
        try writer.write(contentsOf: gzip(Array(whole[end...])))
        try writer.close()
        #expect(Reading(file).items == Array(SampleCapture.expected[1...]))
    }
}
