import Foundation
import TestSupport
import Testing

/// `--redact` and `rtmp-dissect redact`.
@Suite(.serialized) struct RedactionTests {
    private static let captures = [
        "ffmpeg-authenticates-at-crtmpserver.pcap", "nginx-proxies-ffmpeg-with-proxy-protocol.pcap",
        "ffmpeg-publishes-in-ip-fragments.pcap", "ffmpeg-publishes-in-cut-packets.pcap",
        "capture-lost-twenty-packets.pcap", "librtmp-sends-amf3-to-srs.pcap", "ffmpeg-publishes-over-ipv6.pcap",
        "ffmpeg-plays-in-simple-packet-blocks.pcapng", "two-clients-share-objects-at-crtmpserver.pcap",
    ]

    /// Without the file's name, which stands in the first line of text, and in a field of JSON.
    private func report(_ arguments: [String], _ file: String) throws -> String {
        let run = try CommandRun(arguments + ["--hex", file])
        return run.text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().joined(separator: "\n")
            .replacingOccurrences(of: file, with: "FILE")
    }

    @Test("a copy is shown as --redact shows the capture", arguments: captures, ["", "addresses"])
    func copy(capture: String, kind: String) throws {
        let scratch = try Scratch()
        let file = "Captures/\(capture)"
        let out = scratch.folder.appending(path: capture).path
        let run = try CommandRun(["redact"] + (kind.isEmpty ? [] : ["--addresses"]) + [file, out])
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.isEmpty)
        let option = kind.isEmpty ? "--redact" : "--redact=addresses"
        for format in ["text", "jsonl"] {
            let arguments = ["--format", format]
            #expect(try report(arguments, out) == report(arguments + [option], file), "\(format)")
        }
        #expect(scratch.names == [capture])
    }

    @Test("secrets are in no output, addresses only where they may be")
    func secrets() throws {
        let file = "Captures/ffmpeg-authenticates-at-crtmpserver.pcap"
        let secrets = ["user1", "AyqPHgUOM0HrfAuVlJqTDUkb9lXdRLvR", "CK0RJ2", "46be7031", "mVZwWr2cPmYkdmTXfIJDcw"]
        for arguments in [["--chunks"], ["--format", "jsonl"], ["--json", "--hex"]] {
            let plain = try CommandRun(arguments + [file]).text
            let redacted = try CommandRun(["--redact"] + arguments + [file]).text
            #expect(plain.contains("user1") && plain.contains("127.0.0.1"))
            #expect(redacted.contains("127.0.0.1"))
            for secret in secrets { #expect(!redacted.contains(secret), "\(secret), \(arguments)") }
            #expect(try !CommandRun(["--redact=addresses"] + arguments + [file]).text.contains("127.0.0.1"))
        }
        // From a pipe as well.
        let piped = try CommandRun(shell: "cat \(file) | $0 --redact -").text
        for secret in secrets { #expect(!piped.contains(secret)) }
        #expect(piped.contains("publish"))
    }

    @Test("--redact does not take the capture for its value")
    func optionValue() throws {
        let file = "Captures/ffmpeg-publishes-to-nginx.pcap"
        #expect(try CommandRun(["--redact", file]).text == CommandRun([file, "--redact"]).text)
        #expect(try CommandRun(["--redact=names", file]).status == 2)
        #expect(try CommandRun(["--", "--redact=addresses"]).status == 3)
    }

    @Test("the input is not overwritten, and a copy that fails leaves nothing")
    func refusals() throws {
        let scratch = try Scratch()
        let bytes = try Data(contentsOf: Repository.captures.appending(path: "ffmpeg-publishes-to-nginx.pcap"))
        let file = try scratch.write("a.pcap", bytes)
        #expect(try CommandRun(["redact", file.path, file.path]).status == 2)
        #expect(try CommandRun(["redact", "-", file.path]).status == 2)
        #expect(try CommandRun(["redact", "nothing.pcap", scratch.folder.appending(path: "b.pcap").path]).status == 3)
        let text = try scratch.write("text", Array("no capture".utf8))
        #expect(try CommandRun(["redact", text.path, scratch.folder.appending(path: "b.pcap").path]).status == 3)
        #expect(try Data(contentsOf: file) == bytes)
        #expect(scratch.names == ["a.pcap", "text"])
    }

    @Test("what was done is told, and no secret")
    func told() throws {
        let scratch = try Scratch()
        let out = scratch.folder.appending(path: "out.pcap").path
        let run = try CommandRun(["redact", "Captures/ffmpeg-authenticates-at-crtmpserver.pcap", out])
        #expect(run.errorLines == ["\(out): 337 packets, replaced 1 stream name, 5 login values in 7 packets"])
    }

    @Test("what is not RTMP is blanked, or kept")
    func others() throws {
        let scratch = try Scratch()
        let file = "Captures/ffmpeg-is-redirected-by-nginx.pcap"
        let out = scratch.folder.appending(path: "out.pcap")
        #expect(try CommandRun(["redact", file, out.path]).errors.contains("blanked 922 bytes in 4 packets"))
        #expect(try Data(contentsOf: out).firstRange(of: Data("HTTP/1.0".utf8)) == nil)
        _ = try CommandRun(["redact", "--keep-others", file, out.path])
        #expect(try Data(contentsOf: out).firstRange(of: Data("HTTP/1.0".utf8)) != nil)
    }
}
