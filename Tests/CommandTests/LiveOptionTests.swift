import Foundation
import Testing

/// What is asked of a live capture wrongly, and what cannot be done.
@Suite(.serialized) struct LiveOptionTests {
    private static let capture = "Captures/ffmpeg-publishes-to-nginx.pcap"

    @Test(
        "options that contradict each other exit 2",
        arguments: [
            ["-i", "lo", capture],
            ["-i", "lo", "--count", "0"],
            ["-i", "lo", "--duration", "0"],
            ["-i", "lo", "--duration", "x"],
            ["-i", "lo", "--rotate", "10M"],
            ["-i", "lo", "--keep", "3", "-w", "a.pcap"],
            ["-i", "lo", "--rotate", "100m", "-w", "a.pcap"],
            ["-i", "lo", "--rotate", "0", "-w", "a.pcap"],
            ["-i", "lo", "--rotate", "1h", "--keep", "0", "-w", "a.pcap"],
            ["-i", "lo", "-w", "-"],
            ["-i", "lo", "--only-rtmp"],
            ["-i", "lo", "--snapshot-length", "1M"],
            ["-i", "lo", "--buffer-size", "64X"],
            ["--user", "nobody", capture],
            ["--buffer-size", "64M", capture],
            ["--duration", "3", capture],
            ["-w", "a.pcap", capture, capture],
        ])
    func wrong(arguments: [String]) throws {
        let run = try CommandRun(arguments)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(!run.errors.isEmpty)
    }

    @Test("an interface that is not there is named in one line, with those that are")
    func noInterface() throws {
        let run = try CommandRun(["-i", "nowhere0"])
        #expect(run.status == 3)
        #expect(run.errorLines.count == 1)
        #expect(run.errors.hasPrefix("rtmp-dissect: nowhere0: there is no such interface; there are "))
        #expect(run.errors.contains(MediaServer.loopback))
        #expect(run.output.isEmpty)
    }

    @Test("interfaces lists the loopback with its address")
    func interfaces() throws {
        let run = try CommandRun(["interfaces"])
        #expect(run.status == 0)
        let line = try #require(run.lines.first { $0.hasPrefix(MediaServer.loopback + " ") })
        #expect(line.contains("up, loopback"))
        #expect(line.contains("127.0.0.1") || line.contains("::1"))
    }

    @Test("without permission the line says how to get it", .enabled(if: geteuid() == 0, "only root can become nobody"))
    func noPermission() throws {
        let run = try CommandRun(
            shell: "chmod a+x \"$0\" && setpriv --reuid=65534 --clear-groups \"$0\" -i \(MediaServer.loopback)")
        // Where the build folder is not for others, the shell says so.
        try #require(run.status != 126 && run.status != 127, "\(run.errors)")
        #expect(run.status == 3)
        #expect(run.errorLines.count == 1)
        #expect(run.errors.contains("setcap cap_net_raw,cap_net_admin=eip /"))
    }

    @Test(
        "a filter that does not compile is named, and exits 2",
        .enabled(if: MediaServer.obstacle?.hasPrefix("no permission") != true, "no permission to capture"))
    func filter() throws {
        let run = try CommandRun(["-i", MediaServer.loopback, "-f", "tcp porridge"])
        #expect(run.status == 2)
        #expect(run.errorLines.count == 1)
        #expect(run.errors.contains("tcp porridge"))
    }

    @Test(
        "--user needs root and a user that exists",
        .enabled(if: MediaServer.obstacle?.hasPrefix("no permission") != true, "no permission to capture"))
    func user() throws {
        let run = try CommandRun(["-i", MediaServer.loopback, "--user", "nobody-of-that-name", "--duration", "0.1"])
        #expect(run.status == 3)
        #expect(run.errorLines.count == 1)
        #expect(run.errors.contains("--user"))
        #expect(run.output.isEmpty)
    }

    @Test("after --user nothing is done as root", .enabled(if: geteuid() == 0, "only root can become another user"))
    func dropsPrivileges() throws {
        try #require(MediaServer.obstacle?.hasPrefix("no permission") != true)
        let scratch = try Scratch()
        // The folder is root's: what is saved is saved by the user, who may not.
        let saved = scratch.folder.appending(path: "a.pcap").path
        let run = try CommandRun(
            ["-i", MediaServer.loopback, "--user", "nobody", "--duration", "0.1", "-w", saved])
        #expect(run.status == 3)
        #expect(run.errors.contains("Permission denied"))
        let allowed = try CommandRun(["-i", MediaServer.loopback, "--user", "nobody", "--duration", "0.2"])
        #expect(allowed.status == 0)
    }
}
