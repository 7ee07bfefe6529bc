import Foundation
import TestSupport
import Testing

/// What is read, and what is said of what cannot be.
@Suite(.serialized) struct InputTests {
    private static let name = "ffmpeg-publishes-to-nginx.pcap"
    private static let capture = "Captures/\(name)"

    @Test("what is not a capture gets one line with name and reason, and status 3")
    func notCaptures() throws {
        let scratch = try Scratch()
        try scratch.write("empty.pcap", [])
        try scratch.write("text.pcap", Array("hello, world\n".utf8))
        try scratch.write("packed.zip", [0x50, 0x4b, 3, 4] + [UInt8](repeating: 0, count: 40))
        try scratch.write("packed.zst", [0x28, 0xb5, 0x2f, 0xfd] + [UInt8](repeating: 1, count: 40))
        let reasons = [
            "missing.pcap": "No such file", ".": "directory", "empty.pcap": "empty", "text.pcap": "text",
            "packed.zip": "zip", "packed.zst": "zstd",
        ]
        for (name, reason) in reasons {
            let run = try CommandRun([name], in: scratch.folder)
            #expect(run.status == 3, "\(name)")
            #expect(run.errorLines.count == 1, "\(name)")
            #expect(run.errors.hasPrefix("rtmp-dissect: \(name): "), "\(run.errors)")
            #expect(run.errors.contains(reason), "\(run.errors)")
            #expect(run.output.isEmpty, "\(name)")
        }
    }

    @Test("a file cut off in mid-record is dissected up to the cut, and status 3")
    func truncated() throws {
        let run = try CommandRun(["Captures/ffmpeg-plays-in-a-truncated-file.pcap"])
        #expect(run.status == 3)
        #expect(run.errorLines.count == 1)
        #expect(run.errors.contains("ffmpeg-plays-in-a-truncated-file.pcap"))
        #expect(run.errors.contains("packet 248"))
        #expect(run.text.contains("NetStream.Play.Start"))
        #expect(run.text.contains("summary"))
    }

    @Test("a failing capture does not stop those beside it")
    func several() throws {
        let run = try CommandRun([Self.capture, "missing.pcap", "Captures/ffmpeg-finds-no-stream.pcap"])
        #expect(run.status == 3)
        #expect(run.errorLines.count == 1)
        #expect(run.text.contains("NetStream.Publish.Start"))
        #expect(run.text.contains("NetStream.Play.StreamNotFound"))
    }

    @Test("each capture counts its flows from 1")
    func severalFlows() throws {
        let run = try CommandRun(["--format", "jsonl", Self.capture, "Captures/ffmpeg-finds-no-stream.pcap"])
        #expect(run.status == 0)
        let flows = try run.events().filter { $0["event"] as? String == "flow" }
        #expect(flows.compactMap { $0["flow"] as? Int } == [1, 1])
    }

    @Test("standard input gives what the file gives, packed or not")
    func standardInput() throws {
        let file = try CommandRun([Self.capture])
        let piped = try CommandRun(["-"], input: Data(contentsOf: Repository.captures.appending(path: Self.name)))
        #expect(piped.status == 0)
        #expect(piped.lines.dropFirst() == file.lines.dropFirst())
        let packed = "ffmpeg-publishes-in-compressed-pcapng.pcapng.gz"
        let packedFile = try CommandRun(["Captures/\(packed)"])
        let packedPipe = try CommandRun(
            ["-"], input: Data(contentsOf: Repository.captures.appending(path: packed)))
        #expect(packedPipe.status == 0)
        #expect(packedPipe.lines.count > 50)
        #expect(packedPipe.lines.dropFirst() == packedFile.lines.dropFirst())
    }

    @Test("a large file, whose packets are decoded ahead, gives what a pipe gives", arguments: ["text", "jsonl"])
    func largeFile(format: String) throws {
        let name = "Benchmarks/Captures/ffmpeg-publishes-and-plays-6-megabits.pcap"
        let bytes = try Data(contentsOf: Repository.root.appending(path: name))
        // As much as a thread of its own is begun for.
        #expect(bytes.count > 1 << 20)
        let file = try CommandRun(["--format", format, "--media", "all", name])
        let piped = try CommandRun(["--format", format, "--media", "all", "-"], input: bytes)
        #expect(file.status == 0 && piped.status == 0)
        // All but what names the input.
        let fromFile = file.lines.filter { !$0.contains(name) }
        let fromPipe = piped.lines.filter { !$0.contains("standard input") }
        #expect(fromFile.count > 100)
        // Thousands of lines are better not printed where they differ.
        let areSame = fromFile == fromPipe
        #expect(areSame)
    }

    @Test("empty standard input is named")
    func emptyInput() throws {
        let run = try CommandRun(["-"])
        #expect(run.status == 3)
        #expect(run.errors.contains("standard input"))
    }

    @Test("-f lets through what the filter matches")
    func filter() throws {
        #expect(try CommandRun(["-f", "tcp port 19081", Self.capture]).lines == CommandRun([Self.capture]).lines)
        let none = try CommandRun(["-f", "udp", Self.capture])
        #expect(none.status == 0)
        #expect(!none.text.contains("connect"))
        #expect(none.text.contains("0 packets"))
    }

    @Test("a wrong filter is named with the reason")
    func wrongFilter() throws {
        let run = try CommandRun(["-f", "tcp porridge", Self.capture, Self.capture])
        #expect(run.errors.contains("tcp porridge"))
        #expect(run.errorLines.filter { $0.contains("porridge") }.count == 1)
    }

    @Test("--port takes a port as RTMP where no handshake is seen")
    func port() throws {
        let capture = "Captures/ffmpeg-publishes-seen-from-midstream.pcap"
        let forced = try CommandRun(["--format", "jsonl", "--port", "19118", capture])
        #expect(forced.status == 0)
        let flow = try #require(try forced.events().first { $0["event"] as? String == "flow" })
        #expect(flow["protocol"] as? String == "rtmp")
        #expect(flow["started"] as? String == "midstream")
    }
}
