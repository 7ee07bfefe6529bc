import Testing

/// What is asked wrongly, and what is asked about the command itself.
@Suite(.serialized) struct UsageTests {
    private static let capture = "Captures/ffmpeg-publishes-to-nginx.pcap"

    @Test("--help names the options and the exit status", arguments: ["--help", "-h"])
    func help(option: String) throws {
        let run = try CommandRun([option])
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        for word in ["--format", "--media", "--flow", "--direction", "--type", "--color", "--port", "--output"] {
            #expect(run.text.contains(word), "\(word)")
        }
        #expect(run.text.contains("Exit status"))
    }

    @Test("--version prints the name and a version of three numbers")
    func version() throws {
        let run = try CommandRun(["--version"])
        #expect(run.status == 0)
        #expect(run.text.wholeMatch(of: /rtmp-dissect \d+\.\d+\.\d+\n/) != nil)
        #expect(run.errors.isEmpty)
    }

    @Test(
        "a wrong use says what is wrong and exits 2",
        arguments: [
            [],
            ["--nope", capture],
            ["--format", "xml", capture],
            ["--json", "--format", "text", capture],
            ["--direction", "up", capture],
            ["--flow", "0", capture],
            ["--flow", "x", capture],
            ["--from", "nan", capture],
            ["--from", "5", "--to", "1", capture],
            ["--width", "10", capture],
            ["--port", "99999", capture],
            ["--media", "some", capture],
            ["--color", "pink", capture],
            ["--max-flows", "0", capture],
            ["-f", "tcp porridge", capture],
        ])
    func wrong(arguments: [String]) throws {
        let run = try CommandRun(arguments)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(!run.errors.isEmpty)
    }

    @Test("an unknown option is named")
    func unknown() throws {
        #expect(try CommandRun(["--nope", Self.capture]).errors.contains("--nope"))
    }
}
