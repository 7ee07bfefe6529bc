import Foundation
import Testing

/// Real programs on loopback, watched while they talk. Skipped where they are not installed, or where capturing is not
/// permitted.
@Suite(.serialized, .enabled(if: MediaServer.obstacle == nil, "\(MediaServer.obstacle ?? "")"))
struct LiveCaptureTests {
    private func sniff(_ server: MediaServer, _ arguments: [String], output: Any? = nil) throws -> LiveRun {
        let run = try LiveRun(
            ["-i", MediaServer.loopback, "-f", "tcp port \(server.port)"] + arguments, output: output)
        // SIGUSR1 is answered once the interface is open.
        usleep(300_000)
        return run
    }

    @Test("the timeline of a live run is that of the file it saved", arguments: ["saved.pcap", "saved.pcapng"])
    func timeline(name: String) throws {
        let server = try MediaServer()
        let scratch = try Scratch()
        let saved = scratch.folder.appending(path: name).path
        let run = try sniff(server, ["--format", "jsonl", "-w", saved])
        let publisher = try server.publish("cam1")
        #expect(LiveRun.wait { run.text.contains("NetStream.Publish.Start") })
        let player = try server.play("cam1", seconds: 2)
        player.end()
        publisher.end()
        // Both connections are over, and said to be.
        #expect(LiveRun.wait { run.text.components(separatedBy: "\"event\":\"flow_end\"").count >= 3 })
        usleep(100_000)
        #expect(run.end(SIGINT) == 130)
        let lines = LiveRun.timeline(run.text)
        let file = try CommandRun(["--format", "jsonl", saved])
        #expect(file.status == 0)
        #expect(lines == LiveRun.timeline(file.text))
        #expect(lines.count > 200)
        #expect(lines.contains { $0.contains("\"video\"") } && lines.contains { $0.contains("\"audio\"") })
        // Its statistics come last, in one line.
        #expect(run.errors.split(separator: "\n").count == 1)
        #expect(run.errors.contains(" 0 dropped by the kernel, 0 dropped by the interface"))
    }

    @Test("a message is printed within 100 ms of its last packet, a folded run at least every two seconds")
    func latency() throws {
        let server = try MediaServer()
        let reader = Pipe()
        let run = try sniff(server, ["--format", "jsonl"], output: reader)
        try reader.fileHandleForWriting.close()
        let publisher = try server.publish("cam1")
        var delays: [Double] = []
        var rest = ""
        while delays.count < 150 {
            // What there is, at once; reading up to a count would wait for that many.
            let piece = reader.fileHandleForReading.availableData
            if piece.isEmpty { break }
            let now = Date().timeIntervalSince1970
            rest += String(decoding: piece, as: UTF8.self)
            while let end = rest.firstIndex(of: "\n") {
                let line = String(rest[..<end])
                rest = String(rest[rest.index(after: end)...])
                guard line.hasPrefix("{\"event\":\"message\""), let time = try Self.time(line) else { continue }
                delays.append(now - time)
            }
        }
        delays.sort()
        #expect(delays.count >= 150)
        // A busy machine may hold up one or the other; a timer in the way would hold up all.
        #expect(try #require(delays.dropLast(delays.count / 10).last) < 0.1, "\(delays)")
        run.send(SIGTERM)
        while !reader.fileHandleForReading.availableData.isEmpty {}
        #expect(run.end() == 143)
        publisher.end(SIGKILL)
    }

    /// Seconds since 1970 of an event's `time`.
    private static func time(_ line: String) throws -> Double? {
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        guard let text = object?["time"] as? String, let dot = text.firstIndex(of: ".") else { return nil }
        let fraction = Double("0" + text[dot...].dropLast()) ?? 0
        let whole = try Date.ISO8601FormatStyle().parse(text[..<dot] + "Z")
        return whole.timeIntervalSince1970 + fraction
    }

    @Test("folded media is shown while it goes on")
    func folding() throws {
        let server = try MediaServer()
        let run = try sniff(server, [])
        let publisher = try server.publish("cam1")
        #expect(LiveRun.wait { run.text.contains("publishes live/cam1") })
        let begin = ContinuousClock.now
        #expect(LiveRun.wait(.seconds(5)) { run.text.contains("video ×") })
        #expect(ContinuousClock.now - begin < .seconds(2.5))
        run.send(SIGUSR1)
        #expect(LiveRun.wait { run.errors.contains("1 open of 1 flow") })
        #expect(run.end(SIGINT) == 130)
        // The flow that is still open is summed up.
        #expect(run.text.contains("published live/cam1"))
        #expect(run.text.contains("1 RTMP flow"))
        publisher.end(SIGKILL)
    }

    @Test("RTMP is found by content, on IPv6 as well, and saved alone with --only-rtmp")
    func onlyRTMP() throws {
        let server = try MediaServer(on: "[::1]")
        let scratch = try Scratch()
        let saved = scratch.folder.appending(path: "saved.pcapng").path
        let run = try LiveRun(["-i", MediaServer.loopback, "--format", "jsonl", "-w", saved, "--only-rtmp"])
        usleep(300_000)
        let publisher = try server.publish("cam1", at: "[::1]")
        publisher.end()
        let flow = { (text: String) in text.contains("\"port\":\(server.port)") }
        #expect(LiveRun.wait { run.text.contains("\"event\":\"flow_end\"") })
        #expect(run.end(SIGINT) == 130)
        let file = try CommandRun(["--format", "jsonl", saved])
        #expect(flow(run.text) && flow(file.text))
        // Packet numbers differ: those of the file count what was saved. All else is the same.
        func bare(_ text: String) throws -> [String] {
            text.split(separator: "\n").filter { $0.hasPrefix("{\"event\":\"message\"") }
                .map { String($0).replacing(/"packets":\{[^}]*\}/, with: "") }
        }
        #expect(try bare(run.text) == bare(file.text))
        #expect(try bare(file.text).count > 100)
        let totals = try #require(try file.events().last { $0["event"] as? String == "summary" })
        #expect(totals["problems"] == nil)
    }

    @Test("a pipe that is closed ends it quietly")
    func closedPipe() throws {
        let server = try MediaServer()
        let reader = Pipe()
        let run = try sniff(server, [], output: reader)
        try reader.fileHandleForWriting.close()
        _ = try reader.fileHandleForReading.read(upToCount: 4)
        try reader.fileHandleForReading.close()
        #expect(run.end() == 0)
        #expect(run.errors.isEmpty, "\(run.errors)")
    }

    @Test("--count and --duration end it with 0")
    func ends() throws {
        let server = try MediaServer()
        let counted = try sniff(server, ["--count", "10"])
        let publisher = try server.publish("cam1")
        #expect(counted.end() == 0)
        #expect(counted.text.contains("10 packets"))
        publisher.end(SIGKILL)
        let timed = try CommandRun(["-i", MediaServer.loopback, "-f", "port \(server.port)", "--duration", "0.3"])
        #expect(timed.status == 0)
    }
}
