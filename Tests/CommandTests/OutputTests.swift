import Foundation
import TestSupport
import Testing

/// Formats, files, pipes and colours.
@Suite(.serialized) struct OutputTests {
    private static let capture = "Captures/ffmpeg-publishes-to-nginx.pcap"
    /// Longer than a pipe holds in JSON.
    private static let long = "Captures/obs-publishes-to-nginx.pcap"

    @Test("the command prints what the reports hold")
    func reports() throws {
        for (format, ending) in [("text", "txt"), ("jsonl", "jsonl")] {
            let run = try CommandRun(["--format", format, Self.capture])
            let report = Repository.reports.appending(path: "ffmpeg-publishes-to-nginx.\(ending)")
            #expect(run.status == 0)
            #expect(run.output == (try? Data(contentsOf: report)), "\(format)")
        }
    }

    @Test("show is what runs without a verb")
    func show() throws {
        #expect(try CommandRun(["show", Self.capture]).output == CommandRun([Self.capture]).output)
    }

    @Test("--format json is one document with the same messages as --format jsonl", arguments: ["--json", "json"])
    func json(option: String) throws {
        let arguments = option == "--json" ? [option] : ["--format", option]
        let run = try CommandRun(arguments + [Self.capture, "Captures/two-clients-share-objects-at-crtmpserver.pcap"])
        #expect(run.status == 0)
        let document = try JSONSerialization.jsonObject(with: run.output)
        let lines = try CommandRun(
            ["--format", "jsonl", Self.capture, "Captures/two-clients-share-objects-at-crtmpserver.pcap"])
        let messages = try lines.events().filter { $0["event"] as? String == "message" }.count
        #expect(messages > 200)
        #expect(Self.count("message", in: document) == messages)
    }

    /// Objects anywhere in `value` whose `event` is `name`.
    private static func count(_ name: String, in value: Any) -> Int {
        if let object = value as? [String: Any] {
            return (object["event"] as? String == name ? 1 : 0) + object.values.map { count(name, in: $0) }.reduce(0, +)
        }
        return (value as? [Any])?.map { count(name, in: $0) }.reduce(0, +) ?? 0
    }

    @Test("each line of --format jsonl is an object that names its event")
    func jsonLines() throws {
        let events = try CommandRun(["--format", "jsonl", Self.capture]).events()
        #expect(events.count > 200)
        #expect(events.allSatisfy { $0["event"] is String })
        #expect(events.first?["event"] as? String == "capture")
        #expect(events.last?["event"] as? String == "summary")
    }

    @Test("a reader that goes away is no error", arguments: ["text", "json", "jsonl"])
    func closedPipe(format: String) throws {
        let line = "{ \"$0\" --media all --format \(format) \"$1\" \"$1\" \"$1\"; echo status $? >&2; } | head -c 1"
        let run = try CommandRun(shell: line, [Self.long])
        #expect(run.errors == "status 0\n")
        #expect(run.output.count == 1)
    }

    @Test("-o writes the whole report, and nothing else")
    func file() throws {
        let scratch = try Scratch()
        let report = scratch.folder.appending(path: "report.txt")
        try scratch.write("report.txt", Array("older and much longer\n".utf8))
        let run = try CommandRun(["-o", report.path, Self.capture])
        #expect(run.status == 0)
        #expect(run.output.isEmpty && run.errors.isEmpty)
        #expect(try Data(contentsOf: report) == CommandRun([Self.capture]).output)
        #expect(scratch.names == ["report.txt"])
    }

    @Test("-o of a truncated file holds what could be read")
    func truncatedFile() throws {
        let scratch = try Scratch()
        let report = scratch.folder.appending(path: "report.txt")
        let run = try CommandRun(["-o", report.path, "Captures/ffmpeg-plays-in-a-truncated-file.pcap"])
        #expect(run.status == 3)
        #expect(try String(contentsOf: report, encoding: .utf8).contains("NetStream.Play.Start"))
        #expect(scratch.names == ["report.txt"])
    }

    @Test("-o leaves an older file alone where nothing could be read")
    func nothingRead() throws {
        let scratch = try Scratch()
        let report = try scratch.write("report.txt", Array("older\n".utf8))
        let run = try CommandRun(["-o", report.path, "missing.pcap"])
        #expect(run.status == 3)
        #expect(try String(contentsOf: report, encoding: .utf8) == "older\n")
        #expect(scratch.names == ["report.txt"])
    }

    @Test("-o into a folder that is not there is named in one line")
    func missingFolder() throws {
        let scratch = try Scratch()
        let path = scratch.folder.appending(path: "nowhere/report.txt").path
        let run = try CommandRun(["-o", path, Self.capture])
        #expect(run.status == 2 || run.status == 3)
        #expect(run.errorLines.count == 1)
        #expect(run.errors.contains(path))
        #expect(run.output.isEmpty)
        #expect(scratch.names.isEmpty)
    }

    @Test("colour only where it is asked for or a terminal reads")
    func colour() throws {
        let plain = try CommandRun([Self.capture])
        #expect(!plain.output.contains(0x1b))
        #expect(try CommandRun(["--color", "never", Self.capture]).output == plain.output)
        let coloured = try CommandRun(["--color", "always", Self.capture])
        #expect(coloured.output.contains(0x1b))
        #expect(coloured.text.replacing(/\u{1b}\[[0-9;]*m/, with: "") == plain.text)
        // What was asked for outright goes before what the environment wishes.
        #expect(
            try CommandRun(["--color", "always", Self.capture], environment: ["NO_COLOR": "1"]).output
                == coloured.output)
        #expect(try CommandRun([Self.capture], environment: ["NO_COLOR": "1"]).output == plain.output)
    }

    @Test("no coloured JSON", arguments: ["json", "jsonl"])
    func colourlessJSON(format: String) throws {
        #expect(!(try CommandRun(["--color", "always", "--format", format, Self.capture])).output.contains(0x1b))
    }

    @Test("--width is how wide text may be")
    func width() throws {
        let narrow = try CommandRun(["--width", "72", Self.capture])
        let wide = try CommandRun(["--width", "140", Self.capture])
        #expect(try CommandRun(["--width", "100", Self.capture]).output == CommandRun([Self.capture]).output)
        #expect(narrow.lines.count > wide.lines.count)
    }
}
