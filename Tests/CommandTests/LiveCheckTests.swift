import Foundation
import Testing

/// The same test run twice with real programs: the second run says what the golden of the first keeps.
@Suite(.serialized, .enabled(if: MediaServer.obstacle == nil, "\(MediaServer.obstacle ?? "")"))
struct LiveCheckTests {
    /// A publisher, and a player that comes a little later and leaves first.
    private func record(to path: String) throws {
        let server = try MediaServer()
        let run = try LiveRun(
            ["-i", MediaServer.loopback, "-f", "tcp port \(server.port)", "-w", path, "--format", "jsonl"])
        usleep(300_000)
        let publisher = try server.publish("cam1")
        #expect(LiveRun.wait { run.text.contains("NetStream.Publish.Start") })
        try server.play("cam1", seconds: 1).end()
        publisher.end()
        #expect(LiveRun.wait { run.text.components(separatedBy: "\"event\":\"flow_end\"").count >= 3 })
        usleep(200_000)
        run.end(SIGINT)
    }

    @Test("two runs of the same peers differ in nothing that the golden keeps")
    func twice() throws {
        let scratch = try Scratch()
        let (first, second) = (scratch.folder.path + "/first.pcap", scratch.folder.path + "/second.pcap")
        let golden = scratch.folder.path + "/golden.transcript"
        try record(to: first)
        try record(to: second)
        let quiet = ["GITHUB_ACTIONS": ""]
        #expect(try CommandRun(["check", first, "--expect", golden, "--update"], environment: quiet).status == 0)
        let run = try CommandRun(["check", second, "--expect", golden], environment: quiet)
        #expect(run.status == 0, "\(run.text)")
        #expect(run.text.contains("2 flows"))
        let asserted = try CommandRun(
            [
                "check", second, "--expect-status", "NetStream.Publish.Start", "--expect-status",
                "NetStream.Play.Start",
                "--expect-no-status", "NetStream.*.Failed", "--max-connect-latency", "5s",
            ], environment: quiet)
        #expect(asserted.status == 0, "\(asserted.text)")
    }
}
