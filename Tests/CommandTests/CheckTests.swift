import Foundation
import TestSupport
import Testing

/// `rtmp-dissect check`: verdicts, goldens, reports and exit statuses.
@Suite(.serialized) struct CheckTests {
    private static let capture = "Captures/ffmpeg-publishes-to-nginx.pcap"
    private static let refused = "Captures/second-publisher-gets-badname.pcap"
    /// Whoever runs the tests may be GitHub.
    private static let quiet = ["GITHUB_ACTIONS": ""]

    private func check(_ arguments: [String], environment: [String: String] = quiet) throws -> CommandRun {
        try CommandRun(["check"] + arguments, environment: environment)
    }

    @Test("every capture says what its golden in Reports/ says")
    func reports() throws {
        let run = try check(["Captures", "--expect", "Reports"])
        let verdicts = run.lines.filter { !$0.hasPrefix("ok    ") }
        // One of them is cut off: it is compared as far as it goes, and cannot be read all the same.
        #expect(verdicts.first?.hasPrefix("ERROR Captures/ffmpeg-plays-in-a-truncated-file.pcap") == true)
        #expect(verdicts.count == 3)
        #expect(verdicts.last == "42 captures: 41 ok, 0 failed, 1 could not be read")
        #expect(run.lines.count { $0.contains(" as in Reports/") } == 42)
        #expect(run.status == 3)
        #expect(run.errors.isEmpty)
    }

    @Test("a golden that is not there is a failure, and is written on request")
    func update() throws {
        let scratch = try Scratch()
        let golden = scratch.folder.appending(path: "new/golden.transcript").path
        let missing = try check([Self.capture, "--expect", golden])
        #expect(missing.status == 1)
        #expect(missing.lines.count == 2)
        #expect(missing.text.contains("golden.transcript is not there: --update writes it"))
        let written = try check([Self.capture, "--expect", golden, "--update"])
        #expect(written.status == 0)
        #expect(written.text.contains("25 entries, written to \(golden)"))
        let same = try check([Self.capture, "--expect", golden])
        #expect(same.status == 0)
        #expect(same.text == "ok    \(Self.capture)  1 flow, 25 entries as in \(golden)\n")
        // Nothing to update: the file stays as it is.
        let edited = try String(contentsOfFile: golden, encoding: .utf8).replacing(
            "frames 40±25%", with: "frames 38..42")
        try edited.write(toFile: golden, atomically: true, encoding: .utf8)
        #expect(try check([Self.capture, "--expect", golden, "--update"]).status == 0)
        #expect(try String(contentsOfFile: golden, encoding: .utf8) == edited)
    }

    @Test("a difference is told in a sentence, and shown with what is around it")
    func differs() throws {
        let scratch = try Scratch()
        let golden = try String(
            contentsOf: Repository.reports.appending(path: "ffmpeg-publishes-to-nginx.transcript"), encoding: .utf8)
        let file = try scratch.write(
            "golden", Array(golden.replacing("NetStream.Publish.Start", with: "NetStream.Publish.Started").utf8))
        let run = try check([Self.capture, "--expect", file.path])
        #expect(run.status == 1)
        #expect(run.lines[0] == "FAIL  \(Self.capture)  1 flow, 25 entries, 1 difference from \(file.path)")
        #expect(
            run.lines[1] == "      in flow publish \"live/stream\" the server's onStatus: code is "
                + "\"NetStream.Publish.Start\" instead of \"NetStream.Publish.Started\"")
        #expect(run.lines.contains("--- \(file.path)") && run.lines.contains("+++ \(Self.capture)"))
        #expect(run.lines.count { $0.hasPrefix("-  ←") } == 1 && run.lines.count { $0.hasPrefix("+  ←") } == 1)
        #expect(run.lines.contains { $0.hasPrefix("   → publish: name \"stream\"") })
        let shown = try check([Self.capture, "--expect", file.path, "--update"])
        #expect(shown.status == 0)
        #expect(shown.text.contains("1 difference written to"))
        #expect(shown.lines.contains { $0.hasPrefix("+  ← onStatus: code \"NetStream.Publish.Start\"") })
        #expect(try String(contentsOf: file, encoding: .utf8) == golden)
    }

    @Test("what a golden keeps can be chosen")
    func parts() throws {
        let scratch = try Scratch()
        let golden = scratch.folder.appending(path: "golden").path
        let options = ["--expect", golden, "--without", "media", "--without", "csids", "--with", "transactions"]
        #expect(try check([Self.capture] + options + ["--update"]).status == 0)
        let text = try String(contentsOfFile: golden, encoding: .utf8)
        #expect(text.contains("keep usual +transactions -media -csids\n"))
        #expect(!text.contains(" csid ") && !text.contains("key_frames") && text.contains("transaction 1\n"))
        #expect(try check([Self.capture, "--expect", golden]).status == 0)
        #expect(try check([Self.capture, "--expect", golden, "--without", "handshake"]).status == 0)
        #expect(try check([Self.capture, "--expect", golden, "--with", "csids"]).status == 1)
    }

    @Test("a wrong golden is told with its line")
    func wrong() throws {
        let scratch = try Scratch()
        let file = try scratch.write("golden", Array("rtmp-dissect transcript 1\nflow: publish x\n  → a: b".utf8))
        let run = try check([Self.capture, "--expect", file.path])
        #expect(run.status == 1)
        #expect(run.text.contains("\(file.path):3: a name without a value"))
    }

    @Test("assertions and findings decide without a golden")
    func assertions() throws {
        #expect(
            try check([
                Self.capture, "--expect-status", "NetStream.Publish.Start", "--expect-no-status", "*.BadName",
                "--max-connect-latency", "200ms", "--min-duration", "3s", "--fail-on", "warning",
            ]).status == 0)
        let late = try check([Self.capture, "--max-connect-latency", "10ms", "--min-duration", "1m"])
        #expect(late.status == 1)
        #expect(late.text.contains("connect was answered after 44.1 ms, which is more than 10 ms  packet 16"))
        #expect(late.text.contains("min-duration 60 s: flow 1: it lasted 4.198 s"))
        let status = try check([Self.refused, "--expect-no-status", "NetStream.Publish.BadName"])
        #expect(status.status == 1)
        #expect(status.text.contains("flow 2: the server sent NetStream.Publish.BadName: Already publishing"))
        // Without anything else, findings of severity error.
        #expect(try check([Self.refused]).status == 1)
        #expect(try check([Self.capture]).status == 0)
        #expect(try check([Self.refused, "--expect-status", "NetStream.Publish.Start"]).status == 0)
        #expect(try check([Self.refused, "--ignore", "publish-bad-name"]).status == 0)
    }

    @Test("wrong uses end with 2 and say why")
    func usage() throws {
        let uses: [([String], String)] = [
            ([], "Missing expected argument"),
            ([Self.capture, "--update"], "--update writes the file that --expect names"),
            ([Self.capture, "--min-duration", "long"], "invalid"), ([Self.capture, "--with", "all"], "invalid"),
            ([Self.capture, "-f", "tcp port"], "port"), (["Sources"], "no captures in it"),
            ([Self.capture, Self.refused, "--expect", "README.md"], "it is a folder"),
            ([Self.capture, Self.capture, "--expect", "x"], "would share the golden"),
        ]
        for (arguments, words) in uses {
            let run = try check(arguments)
            #expect(run.status == 2, "\(arguments)")
            #expect(run.errors.contains(words), "\(run.errors)")
        }
    }

    @Test("a capture that cannot be read ends with 3, and the others are checked all the same")
    func unreadable() throws {
        let run = try check(["Captures/nothing.pcap", Self.capture, "README.md"])
        #expect(run.status == 3)
        #expect(run.lines.count { $0.hasPrefix("ERROR ") } == 2)
        #expect(run.lines.contains { $0.hasPrefix("ok    \(Self.capture)") })
        #expect(run.lines.last == "3 captures: 1 ok, 0 failed, 2 could not be read")
    }

    @Test("JUnit XML is well-formed, and has a case for each question")
    func junit() throws {
        let scratch = try Scratch()
        let file = scratch.folder.appending(path: "reports/junit.xml").path
        let run = try check([
            Self.capture, Self.refused, "Captures/nothing.pcap", "--expect-no-status", "*.BadName", "--fail-on",
            "error",
            "--junit", file,
        ])
        #expect(run.status == 3)
        let xml = try String(contentsOfFile: file, encoding: .utf8)
        #expect(xml.contains("<testsuites name=\"rtmp-dissect check\" tests=\"7\" failures=\"2\" errors=\"1\""))
        #expect(xml.contains("name=\"expect-no-status *.BadName\""))
        #expect(xml.contains("<failure message=\"the server sent NetStream.Publish.BadName: Already publishing\">"))
        let open = xml.components(separatedBy: "<testcase").count - 1
        #expect(open == 7)
        #expect(xml.components(separatedBy: "</testsuite>").count == 4)
    }

    @Test("SARIF has its rules, and findings at their capture")
    func sarif() throws {
        let scratch = try Scratch()
        let file = scratch.folder.appending(path: "check.sarif")
        #expect(try check([Self.refused, "--sarif", file.path]).status == 1)
        let log = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        #expect(log["version"] as? String == "2.1.0")
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        #expect(driver["name"] as? String == "rtmp-dissect" && driver["version"] as? String == "0.1.0")
        let rules = try #require(driver["rules"] as? [[String: Any]])
        let results = try #require(run["results"] as? [[String: Any]])
        let result = try #require(results.first { $0["ruleId"] as? String == "publish-bad-name" })
        #expect(result["level"] as? String == "error")
        let index = try #require(result["ruleIndex"] as? Int)
        #expect(rules[index]["id"] as? String == "publish-bad-name")
        for result in results {
            let location = try #require((result["locations"] as? [[String: Any]])?.first)
            let place = try #require(location["physicalLocation"] as? [String: Any])
            #expect((place["artifactLocation"] as? [String: Any])?["uri"] as? String == Self.refused)
            #expect((result["message"] as? [String: Any])?["text"] is String)
            #expect(["error", "warning", "note"].contains(result["level"] as? String))
        }
        for rule in rules {
            #expect(rule["id"] is String && (rule["shortDescription"] as? [String: Any])?["text"] is String)
        }
    }

    @Test("on GitHub, failures are annotations at their place")
    func annotations() throws {
        let environment = ["GITHUB_ACTIONS": "true"]
        let run = try check([Self.refused], environment: environment)
        #expect(
            run.lines.contains(
                "::error file=\(Self.refused),title=publish-bad-name::the server refused the name \"stream\": "
                    + "Already publishing"))
        let scratch = try Scratch()
        let golden = try String(
            contentsOf: Repository.reports.appending(path: "ffmpeg-publishes-to-nginx.transcript"), encoding: .utf8)
        let file = try scratch.write("a,b", Array(golden.replacing("size 4096", with: "size 60000").utf8))
        let differs = try check([Self.capture, "--expect", file.path], environment: environment)
        let place = file.path.replacing(",", with: "%2C")
        #expect(
            differs.lines.contains { $0.hasPrefix("::error file=\(place),line=17,title=\(Self.capture) differs::") })
        #expect(try check([Self.refused]).lines.allSatisfy { !$0.hasPrefix("::") })
    }

    @Test("folders are searched at any depth, in the order of names")
    func folders() throws {
        let scratch = try Scratch()
        let inner = scratch.folder.appending(path: "b/c")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        let source = Repository.captures.appending(path: "client-stops-after-the-handshake.pcap")
        for name in ["b/c/two.PCAP", "z.pcap", "a.cap", "b/one.pcap", ".hidden.pcap"] {
            try FileManager.default.copyItem(at: source, to: scratch.folder.appending(path: name))
        }
        try scratch.write("notes.txt", Array("no capture".utf8))
        let goldens = scratch.folder.appending(path: "goldens").path
        let run = try check([scratch.folder.path, "--expect", goldens, "--update"])
        let names = run.lines.dropLast().compactMap {
            $0.split(separator: " ").first { $0.hasPrefix(scratch.folder.path) }?.dropFirst(
                scratch.folder.path.count + 1)
        }
        #expect(names == ["a.cap", "b/c/two.PCAP", "b/one.pcap", "z.pcap"])
        #expect(FileManager.default.fileExists(atPath: "\(goldens)/b/c/two.transcript"))
        #expect(try check([scratch.folder.path, "--expect", goldens]).status == 0)
    }

    @Test("a reader that goes away does not change the verdict")
    func closedPipe() throws {
        let line = "{ \"$0\" check \"$1\" \"$1\" \"$1\" --fail-on error; echo status $? >&2; } | head -c 1"
        #expect(try CommandRun(shell: line, [Self.refused]).errors == "status 1\n")
    }

    @Test("standard input is a capture like another")
    func standardInput() throws {
        let bytes = try Data(contentsOf: Repository.root.appending(path: Self.capture))
        let run = try CommandRun(
            ["check", "-", "--expect", "Reports/ffmpeg-publishes-to-nginx.transcript"], input: bytes,
            environment: Self.quiet)
        #expect(run.status == 0)
        #expect(run.text.hasPrefix("ok    -  1 flow, 25 entries as in"))
    }
}
