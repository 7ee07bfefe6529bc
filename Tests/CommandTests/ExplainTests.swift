import Foundation
import Testing

/// `rtmp-dissect explain` as a process.
@Suite(.serialized) struct ExplainTests {
    @Test(
        "a name is explained, in one argument or several", arguments: [["set chunk size"], ["set", "chunk", "size"]])
    func words(arguments: [String]) throws {
        let run = try CommandRun(["explain"] + arguments)
        #expect(run.status == 0)
        #expect(run.text.hasPrefix("Set Chunk Size  message type 1\n"))
        #expect(run.errors.isEmpty)
        // Nobody has asked for more columns than are common.
        #expect(run.lines.allSatisfy { $0.count <= 80 })
    }

    @Test("several names are explained one after the other")
    func several() throws {
        let run = try CommandRun(["explain", "ack-missing", "NetStream.Publish.BadName"])
        #expect(run.status == 0)
        #expect(run.text.hasPrefix("ack-missing  rule"))
        #expect(run.text.contains("\n\nNetStream.Publish.BadName  status code"))
    }

    @Test("an unknown name ends with 2 and the nearest known ones")
    func unknown() throws {
        let run = try CommandRun(["explain", "ack-mising"])
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.errorLines == ["rtmp-dissect: nothing is known of \"ack-mising\"; did you mean ack-missing?"])
    }

    @Test("what a name holds never reaches the terminal raw")
    func hostile() throws {
        let run = try CommandRun(["explain", "\u{1b}[31mred"])
        #expect(run.status == 2)
        #expect(!run.errors.contains("\u{1b}"))
    }

    @Test("without a name everything is listed, a line each")
    func list() throws {
        let run = try CommandRun(["explain"])
        #expect(run.status == 0)
        for word in ["rules (", "status codes (", "message types (", "user control events (", "codecs ("] {
            #expect(run.lines.contains { $0.hasPrefix(word) }, "\(word)")
        }
        #expect(run.lines.contains { $0.hasPrefix("  chunk-boundary-lost ") && $0.contains(" error ") })
    }

    @Test("as JSON it is one document")
    func json() throws {
        for arguments in [["--json"], ["--format", "json", "hvc1"]] {
            let run = try CommandRun(["explain"] + arguments)
            #expect(run.status == 0)
            let object = try JSONSerialization.jsonObject(with: run.output) as? [String: Any]
            #expect((object?["entries"] as? [[String: Any]])?.isEmpty == false)
        }
    }

    @Test("the help of the command names it")
    func help() throws {
        #expect(try CommandRun(["--help"]).text.contains("explain"))
        #expect(try CommandRun(["explain", "--help"]).text.contains("BadName"))
    }
}
