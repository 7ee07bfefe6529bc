import Foundation
import TestSupport
import Testing

/// `-w` beside a capture that is read.
@Suite(.serialized) struct SavingTests {
    private static let capture = "Captures/ffmpeg-publishes-to-nginx.pcap"

    private func timeline(_ arguments: [String]) throws -> [String] {
        LiveRun.timeline(try CommandRun(["--format", "jsonl"] + arguments).text)
    }

    @Test("what is saved is dissected to the same timeline", arguments: ["saved.pcap", "saved.pcapng"])
    func same(name: String) throws {
        let scratch = try Scratch()
        let saved = scratch.folder.appending(path: name).path
        let run = try CommandRun(["--format", "jsonl", "-w", saved, Self.capture])
        #expect(run.status == 0)
        #expect(run.errors.isEmpty, "\(run.errors)")
        #expect(try LiveRun.timeline(run.text) == timeline([saved]))
        #expect(LiveRun.timeline(run.text).count > 100)
    }

    @Test("--only-rtmp leaves out what is not RTMP, and nothing of what is")
    func onlyRTMP() throws {
        let scratch = try Scratch()
        let mixed = try scratch.write("mixed.pcap", HostileCapture.bytes())
        let saved = scratch.folder.appending(path: "saved.pcap").path
        let run = try CommandRun(["--format", "jsonl", "-w", saved, "--only-rtmp", mixed.path])
        #expect(run.status == 0)
        func messages(_ lines: [String]) -> [String] { lines.filter { $0.contains("\"event\":\"message\"") } }
        #expect(try messages(timeline([saved])) == messages(LiveRun.timeline(run.text)))
        // The HTTP request is the last connection: its packets are missing.
        let text = try CommandRun(["--format", "jsonl", saved]).text
        #expect(!text.contains("\"protocol\":\"http\""))
        #expect(run.text.contains("\"protocol\":\"http\""))
        #expect(try Data(contentsOf: URL(filePath: saved)).count < Data(contentsOf: mixed).count)
    }

    @Test("a ring of files is kept beside the report")
    func ring() throws {
        let scratch = try Scratch()
        let saved = scratch.folder.appending(path: "r.pcap").path
        let run = try CommandRun(["-w", saved, "--rotate", "8k", "--keep", "3", Self.capture])
        #expect(run.status == 0)
        #expect(scratch.names.count == 3)
        for name in scratch.names {
            let file = scratch.folder.appending(path: name)
            #expect(try CommandRun([file.path]).status == 0, "\(name)")
        }
    }

    @Test("the file that is read is not written over")
    func itself() throws {
        let scratch = try Scratch()
        let bytes = HostileCapture.bytes()
        let file = try scratch.write("a.pcap", bytes)
        let run = try CommandRun(["-w", file.path, file.path])
        #expect(run.status == 2)
        #expect(try [UInt8](Data(contentsOf: file)) == bytes)
    }

    @Test("a file that cannot be made is named in one line")
    func missingFolder() throws {
        let run = try CommandRun(["-w", "/nowhere/a.pcap", Self.capture])
        #expect(run.status == 3)
        #expect(run.errorLines.count == 1)
        #expect(run.errors.contains("/nowhere/a.pcap"))
    }
}
