import Foundation
import Testing

/// What a capture asks for it does not get. `RTMP_DISSECT_SCALE=full` runs the full sizes; they take minutes in a debug
/// build.
struct BoundedMemoryTests {
    static let isFull = ProcessInfo.processInfo.environment["RTMP_DISSECT_SCALE"] == "full"

    @Test("connections that are never completed are put aside when there are too many")
    func halfOpen() throws {
        let scratch = try Scratch()
        let flows = Self.isFull ? 1_000_000 : 150_000
        let capture = scratch.folder.appending(path: "half-open.pcap")
        try HugeCapture.halfOpen(flows: flows, to: capture)
        let run = try MeasuredRun(["--summary", capture.path])
        #expect(run.status == 0)
        #expect(run.tail.contains("put aside to make room for newer ones"), "\(run.tail)")
        #expect(run.peakMemory < 150 << 20, "\(run.peakMemory >> 20) MB")
        // Fewer flows take less; the rest is what any capture takes.
        let bounded = try MeasuredRun(["--summary", "--max-flows", "1000", capture.path])
        #expect(bounded.peakMemory < 128 << 20, "\(bounded.peakMemory >> 20) MB")
    }

    @Test("a connection that is open takes little, however many there are")
    func publishing() throws {
        let scratch = try Scratch()
        // The few as well need all memory for reading ahead, and have flows that rest.
        let (few, many) = (1000, Self.isFull ? 10_000 : 3000)
        var peaks: [Int] = []
        for flows in [few, many] {
            let capture = scratch.folder.appending(path: "\(flows)-publish.pcap")
            try HugeCapture.publishing(flows: flows, to: capture)
            let run = try MeasuredRun(["--summary", capture.path])
            #expect(run.status == 0)
            peaks.append(run.peakMemory)
        }
        let each = (peaks[1] - peaks[0]) / (many - few)
        #expect(each < 4 << 10, "\(each) bytes a flow")
    }

    @Test("messages that were only promised take no room", arguments: [[], ["--max-chunk-streams", "65600"]])
    func chunkStreams(options: [String]) throws {
        let scratch = try Scratch()
        let capture = try scratch.write("streams.pcap", HugeCapture.chunkStreams(Self.isFull ? 65_000 : 12_000))
        let run = try MeasuredRun(options + ["--hex", capture.path])
        #expect(run.status == 0)
        #expect(run.tail.contains("1 RTMP flow"), "\(run.tail)")
        #expect(run.peakMemory < 300 << 20, "\(run.peakMemory >> 20) MB")
    }

    @Test("a value nested without end is read to a certain depth", arguments: [false, true])
    func nested(amf3: Bool) throws {
        let scratch = try Scratch()
        let capture = try scratch.write(
            "deep.pcap", HugeCapture.nested(depth: Self.isFull ? 1_000_000 : 300_000, amf3: amf3))
        for format in [["--hex"], ["--json"]] {
            let run = try MeasuredRun(format + [capture.path])
            #expect(run.status == 0)
            #expect(run.peakMemory < 300 << 20, "\(run.peakMemory >> 20) MB")
        }
        let run = try MeasuredRun([capture.path])
        #expect(run.tail.contains("AMF nesting depth"), "\(run.tail)")
        #expect(run.peakMemory < 100 << 20, "\(run.peakMemory >> 20) MB")
    }
}
