import Packets
import TestSupport
import Testing

@testable import PcapCapture

@Suite struct NotACaptureTests {
    @Test("nothing is an empty file")
    func empty() {
        #expect(Reading([UInt8]()).error == CaptureError(input: "test", reason: .empty))
    }

    @Test(
        "other files are told for what they are",
        arguments: [
            ([0x28, 0xb5, 0x2f, 0xfd, 4, 0], "zstd-compressed; decompress it first: zstd -d FILE"),
            ([0x04, 0x22, 0x4d, 0x18], "LZ4-compressed; decompress it first: lz4 -d FILE"),
            ([0x50, 0x4b, 3, 4, 20, 0], "starts with 'PK', a zip archive; unpack it first"),
            (Array("BZh91AY".utf8), "bzip2-compressed; decompress it first: bunzip2 -k FILE"),
            (Array("FLV\u{1}\u{5}".utf8), "an FLV recording; captures of the network traffic are read here"),
            ([0, 0, 0, 0x20] + Array("ftypisom".utf8), "an MP4 file; captures of the network traffic are read here"),
            (Array("10:00:00.1 IP 10.0.0.1.1935 > 10.0.0.2\n".utf8), "it is text"),
            (Array("Größe".utf8), "it is text"),
            ([UInt8](repeating: 0, count: 700), "its first 512 bytes are zero"),
            ([UInt8](repeating: 0, count: 300), "its first 300 bytes are zero"),
            ([1, 2, 3, 4, 5], ""),
            ([0xd4, 0xc3], ""),
        ] as [([UInt8], String)])
    func signatures(bytes: [UInt8], text: String) {
        #expect(Reading(bytes).error?.reason == .notACapture(text))
        #expect(Reading(bytes, step: 1).error?.reason == .notACapture(text))
    }

    @Test("what is inside gzip is looked at the same way")
    func insideGzip() {
        #expect(Reading(gzip(Array("hello".utf8))).error?.reason == .notACapture("it is text"))
        let twice = Reading(gzip(gzip(CaptureBuilder.pcap([])))).error
        #expect(twice?.reason == .notACapture("gzip inside gzip; decompress it once more: gunzip FILE"))
    }
}
