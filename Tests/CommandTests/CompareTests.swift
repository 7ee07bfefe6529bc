import Foundation
import TestSupport
import Testing

/// `rtmp-dissect compare A B` as a process.
@Suite(.serialized) struct CompareTests {
    private static let nginx = "Captures/ffmpeg-publishes-to-nginx.pcap"
    private static let obs = "Captures/obs-publishes-to-nginx.pcap"
    private static let two = "Captures/second-publisher-gets-badname.pcap"

    @Test("a capture and itself: nothing, status 0")
    func itself() throws {
        let run = try CommandRun(["compare", Self.nginx, Self.nginx])
        #expect(run.status == 0)
        #expect(run.text.hasSuffix("nothing that matters differs\n"))
        #expect(run.errors.isEmpty)
    }

    @Test("two that differ: status 1, the divergence last")
    func differing() throws {
        let run = try CommandRun(["compare", Self.nginx, Self.obs])
        #expect(run.status == 1)
        #expect(run.lines.last?.hasPrefix("first divergence that could matter: ") == true)
        #expect(!run.text.contains("\u{1b}"))
        #expect(try CommandRun(["compare", "--color", "always", Self.nginx, Self.obs]).text.contains("\u{1b}["))
    }

    @Test("two flows of one capture are compared with --flow")
    func flows() throws {
        let run = try CommandRun(["compare", Self.two, Self.two, "--flow", "1,2"])
        #expect(run.status == 1)
        #expect(run.text.contains("NetStream.Publish.BadName"))
        #expect(try CommandRun(["compare", Self.two, Self.two, "--flow", "2"]).status == 0)
    }

    @Test("--json is one document, -o writes it to a file")
    func json() throws {
        let run = try CommandRun(["compare", "--json", Self.nginx, Self.obs])
        #expect(run.status == 1)
        let document = try JSONSerialization.jsonObject(with: run.output) as? [String: Any]
        #expect(document?["differs"] as? Bool == true)
        let folder = FileManager.default.temporaryDirectory.appending(path: "compare-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "out.json").path
        let written = try CommandRun(["compare", "--json", "-o", path, Self.nginx, Self.obs])
        #expect(written.output.isEmpty)
        #expect(try Data(contentsOf: URL(filePath: path)) == run.output)
    }

    @Test("one of the two may come from standard input")
    func input() throws {
        let bytes = try Data(contentsOf: Repository.root.appending(path: Self.nginx))
        let run = try CommandRun(["compare", Self.nginx, "-"], input: bytes)
        #expect(run.status == 0)
        #expect(run.text.contains("B  standard input"))
    }

    @Test(
        "a wrong use says what is wrong and exits 2",
        arguments: [
            ["compare", nginx],
            ["compare", "-", "-"],
            ["compare", nginx, obs, "--flow", "0"],
            ["compare", nginx, obs, "--flow", "1,2,3"],
            ["compare", nginx, obs, "--flow", "7"],
            ["compare", nginx, obs, "--width", "10"],
            ["compare", nginx, obs, "--json", "--format", "text"],
            ["compare", nginx, obs, "-f", "tcp porridge"],
        ])
    func wrong(arguments: [String]) throws {
        let run = try CommandRun(arguments)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(!run.errors.isEmpty)
    }

    @Test("what cannot be read, and what has no RTMP session, is said, status 3")
    func unreadable() throws {
        let missing = try CommandRun(["compare", Self.nginx, "Captures/none.pcap"])
        #expect(missing.status == 3)
        #expect(missing.errors.contains("none.pcap"))
        let foreign = try CommandRun(["compare", Self.nginx, "Captures/openssl-speaks-tls-to-nginx.pcap"])
        #expect(foreign.status == 3)
        #expect(foreign.output.isEmpty)
        #expect(foreign.errors.contains("has no RTMP session (1 tls)"))
        let cut = "Captures/ffmpeg-plays-in-a-truncated-file.pcap"
        let partial = try CommandRun(["compare", cut, cut])
        #expect(partial.status == 3)
        #expect(partial.text.contains("cut off"))
        #expect(partial.text.hasSuffix("\n"))
    }
}
