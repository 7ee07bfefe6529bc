import Foundation
import TestSupport
import Testing

/// A capture that comes through a pipe, piece by piece.
@Suite(.serialized) struct PipedInputTests {
    private static let capture = Repository.captures.appending(path: "ffmpeg-publishes-to-nginx.pcap")

    /// The command with a pipe for standard input.
    private func start(_ arguments: [String], output: Any? = nil) throws -> (run: LiveRun, input: FileHandle) {
        let pipe = Pipe()
        let run = try LiveRun(arguments + ["-"], input: pipe, output: output)
        try pipe.fileHandleForReading.close()
        return (run, pipe.fileHandleForWriting)
    }

    @Test("a message is printed within 100 ms of its bytes")
    func latency() throws {
        for format in ["text", "jsonl"] {
            let bytes = [UInt8](try Data(contentsOf: Self.capture))
            let whole = try CommandRun(["--format", "jsonl", Self.capture.path])
            let (run, input) = try start(["--format", format])
            // The process is there, and has seen the file's header.
            try input.write(contentsOf: bytes[..<24])
            #expect(
                LiveRun.wait { run.text.contains(format == "text" ? "standard input" : "capture") || run.isRunning })
            // Packet by packet: after the one that completes connect, the line is there.
            var start = 24
            var delays: [Duration] = []
            for _ in 0..<30 {
                let count = Int(bytes[start + 8]) | Int(bytes[start + 9]) << 8 | Int(bytes[start + 10]) << 16
                let before = run.output.count
                try input.write(contentsOf: bytes[start..<start + 16 + count])
                start += 16 + count
                let sent = ContinuousClock.now
                // Not each packet completes a message.
                if LiveRun.wait(.milliseconds(150), until: { run.output.count > before }) {
                    delays.append(ContinuousClock.now - sent)
                }
            }
            #expect(run.text.contains("connect"))
            // A busy machine may hold up one or the other; a timer in the way would hold up all.
            delays.sort()
            #expect(try #require(delays.dropLast(delays.count / 10).last) < .milliseconds(100), "\(delays)")
            try input.write(contentsOf: bytes[start...])
            try input.close()
            #expect(run.end() == 0)
            if format == "jsonl" { #expect(LiveRun.timeline(run.text) == LiveRun.timeline(whole.text)) }
        }
    }

    @Test("a folded run is shown while the pipe is quiet, at least every two seconds")
    func folding() throws {
        let bytes = try Data(contentsOf: Self.capture)
        let (run, input) = try start([])
        // All but the last kilobyte: the flow is not over.
        try input.write(contentsOf: bytes.dropLast(1024))
        let sent = ContinuousClock.now
        #expect(LiveRun.wait(.seconds(4)) { run.text.contains("video ×") })
        #expect(ContinuousClock.now - sent < .seconds(2.3))
        #expect(!run.text.contains("summary"))
        try input.close()
        #expect(run.end() == 3, "the last record is cut off")
        #expect(run.text.contains("summary"))
    }

    @Test("SIGINT and SIGTERM end it with all that was said, and 130 or 143", arguments: [SIGINT, SIGTERM])
    func signals(signal: Int32) throws {
        let bytes = try Data(contentsOf: Self.capture)
        let (run, input) = try start([])
        try input.write(contentsOf: bytes.prefix(8192))
        #expect(LiveRun.wait { run.text.contains("connect") })
        #expect(run.end(signal) == 128 + signal)
        #expect(run.text.contains("summary"))
        #expect(run.errors.isEmpty, "\(run.errors)")
        try input.close()
    }

    @Test("SIGINT before anything came is no error of the input")
    func earlySignal() throws {
        let (run, input) = try start([])
        usleep(300_000)
        #expect(run.end(SIGINT) == 130)
        #expect(run.errors.isEmpty, "\(run.errors)")
        try input.close()
    }

    @Test("SIGUSR1 prints a line on standard error, and nothing else changes")
    func status() throws {
        let bytes = try Data(contentsOf: Self.capture)
        let (run, input) = try start([])
        try input.write(contentsOf: bytes)
        #expect(LiveRun.wait { run.text.contains("connect") })
        run.send(SIGUSR1)
        #expect(LiveRun.wait { run.errors.contains("messages/s") })
        #expect(run.errors.split(separator: "\n").count == 1)
        try input.close()
        #expect(run.end() == 0)
        #expect(try run.text.split(separator: "\n").last == CommandRun([Self.capture.path]).lines.last)
    }

    @Test("a reader that goes away ends it, even while the input is quiet")
    func closedPipe() throws {
        let bytes = try Data(contentsOf: Self.capture)
        let reader = Pipe()
        let (run, input) = try start([], output: reader)
        try reader.fileHandleForWriting.close()
        try input.write(contentsOf: bytes.prefix(8192))
        _ = try reader.fileHandleForReading.read(upToCount: 10)
        try reader.fileHandleForReading.close()
        #expect(run.end() == 0)
        #expect(run.errors.isEmpty, "\(run.errors)")
        try input.close()
    }

    @Test("a reader that is slow gets everything all the same")
    func slowReader() throws {
        let reader = Pipe()
        let bytes = try Data(contentsOf: Repository.captures.appending(path: "obs-publishes-to-nginx.pcap"))
        let (run, input) = try start(["--format", "jsonl"], output: reader)
        try reader.fileHandleForWriting.close()
        // Longer than the pipe of the report: it is taken although nobody reads.
        try input.write(contentsOf: bytes)
        try input.close()
        usleep(500_000)
        var output = Data()
        while let piece = try reader.fileHandleForReading.read(upToCount: 10_000) {
            output += piece
            usleep(500)
        }
        #expect(run.end() == 0)
        let whole = try CommandRun(["--format", "jsonl", "Captures/obs-publishes-to-nginx.pcap"])
        let text = String(decoding: output, as: UTF8.self)
        #expect(text.utf8.count > 1 << 17)
        #expect(LiveRun.timeline(text) == LiveRun.timeline(whole.text))
    }

    @Test("--count ends after so many packets")
    func count() throws {
        let run = try CommandRun(["--count", "20", Self.capture.path])
        #expect(run.status == 0)
        #expect(run.text.contains("20 packets"))
    }

    @Test("--duration ends a pipe that says nothing more")
    func duration() throws {
        let (run, input) = try start(["--duration", "0.5"])
        try input.write(contentsOf: Data(contentsOf: Self.capture).prefix(8192))
        #expect(run.end() == 0)
        #expect(run.text.contains("summary"))
        try input.close()
    }
}
